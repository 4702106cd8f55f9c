import { StartError } from '#/local/start-error.ts';
import { ACCOUNT, REGION } from '#/local/template/resources.ts';
import { text } from '#/local/text.ts';

/** What one stack's intrinsic functions may look up. */
export interface Scope {
  stack: string;
  ref(name: string): unknown;
  attribute(id: string, attribute: string): unknown;
  imported(name: string): unknown;
  condition(name: string): boolean;
}

export const PSEUDO: Record<string, unknown> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NoValue': undefined,
  'AWS::NotificationARNs': [],
};

export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) {
    const [name, argument] = only;
    const intrinsic = INTRINSICS[name];
    if (intrinsic !== undefined) return intrinsic(argument, scope);
    if (name.startsWith('Fn::')) throw new StartError(text.unknownFunction(name));
  }
  const resolved = entries.map(([key, item]) => [key, resolve(item, scope)] as const);
  return Object.fromEntries(resolved.filter(([, item]) => item !== undefined));
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const list = (argument: unknown, scope: Scope) => resolve(argument, scope) as unknown[];
const truth = (argument: unknown, scope: Scope) => resolve(argument, scope) === true;

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (name, scope) => scope.ref(String(name)),
  Condition: (name, scope) => scope.condition(String(name)),
  'Fn::GetAtt': (argument, scope) => {
    const [id, ...rest] = Array.isArray(argument) ? argument : String(argument).split('.');
    return scope.attribute(String(id), rest.join('.'));
  },
  'Fn::Sub': (argument, scope) => {
    const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
    const given = resolve(own, scope) as Record<string, unknown>;
    return String(text).replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in given) return String(given[name]);
      const [id = '', ...rest] = name.split('.');
      const found = rest.length === 0 ? scope.ref(name) : scope.attribute(id, rest.join('.'));
      return found === undefined ? whole : String(found);
    });
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, scope);
    return (parts as unknown[]).map(String).join(String(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = list(argument, scope);
    return (items as unknown[])[Number(index)];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = list(argument, scope);
    return String(text).split(String(separator));
  },
  'Fn::ImportValue': (argument, scope) => scope.imported(String(resolve(argument, scope))),
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = argument as [string, unknown, unknown];
    return resolve(scope.condition(name) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [one, other] = list(argument, scope);
    return JSON.stringify(one) === JSON.stringify(other);
  },
  'Fn::And': (argument, scope) => (argument as unknown[]).every((item) => truth(item, scope)),
  'Fn::Or': (argument, scope) => (argument as unknown[]).some((item) => truth(item, scope)),
  'Fn::Not': (argument, scope) => !truth((argument as unknown[])[0], scope),
};
