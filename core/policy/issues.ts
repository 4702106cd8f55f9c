import type * as z from 'zod';

export type Path = readonly PropertyKey[];

/** What is wrong in a data file, and where. core/text says what to write instead. */
export interface Mistake {
  file: string;
  path: Path;
  code:
    | 'type'
    | 'missing'
    | 'empty'
    | 'unknown-key'
    | 'choice'
    | 'shape'
    | 'long'
    | 'many'
    | 'large'
    | 'small'
    | 'no-post'
    | 'misspelt'
    | 'file-name'
    | 'no-kind'
    | 'no-group'
    | 'no-item'
    | 'twice'
    | 'uncalled'
    | 'order';
  /** The name, the type or the choices the words need. */
  about: string;
}

export type Found = Omit<Mistake, 'file'>;

/** The issues of a schema, of which a union's are those of the alternative that came nearest. */
export const issuesOf = (issues: readonly z.core.$ZodIssue[], content: unknown, above: Path = []): Found[] =>
  issues.flatMap((issue): Found[] => {
    const path = [...above, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0)
      return nearest(issue.errors, content, path);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((about) => ({ path: [...path, about], code: 'unknown-key', about }));
    return [foundIn(issue, content, path)];
  });

function foundIn(issue: z.core.$ZodIssue, content: unknown, path: Path): Found {
  const value = valueAt(content, path);
  const about = String(path.at(-1) ?? '');
  if (value === undefined) return { path, code: 'missing', about };
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return { path, code: 'empty', about };
  return { path, ...shapeOf(issue) };
}

function shapeOf(issue: z.core.$ZodIssue): Pick<Found, 'code' | 'about'> {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'type', about: issue.expected };
    case 'invalid_value':
      return { code: 'choice', about: issue.values.map(String).join(' | ') };
    case 'invalid_union':
      return {
        code: 'choice',
        about: ('options' in issue ? (issue.options ?? []) : []).map(String).join(' | '),
      };
    case 'invalid_key':
      return issue.issues.map(shapeOf)[0] ?? { code: 'shape', about: issue.message };
    case 'invalid_format':
      return { code: 'shape', about: (issue.format === 'regex' && issue.pattern) || issue.format };
    case 'too_big':
      return { code: TOO_BIG[issue.origin] ?? 'large', about: String(issue.maximum) };
    case 'too_small':
      return { code: 'small', about: String(issue.inclusive ? issue.minimum : Number(issue.minimum) + 1) };
    default:
      return { code: 'shape', about: issue.message };
  }
}

const TOO_BIG: Record<string, Found['code']> = { string: 'long', array: 'many' };

const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    content,
  );

function nearest(alternatives: readonly z.core.$ZodIssue[][], content: unknown, path: Path): Found[] {
  const tried = alternatives.map((issues) => issuesOf(issues, content, path));
  const choices = tried.flat().filter(({ code }) => code === 'choice');
  if (choices.length > 1 && choices.length === tried.flat().length)
    return [{ path, code: 'choice', about: choices.map(({ about }) => about).join(' | ') }];
  const strangers = (found: readonly Found[]) =>
    found.filter(({ code }) => code === 'unknown-key' || code === 'missing').length;
  return [...tried].sort((one, other) => strangers(one) - strangers(other))[0] ?? [];
}
