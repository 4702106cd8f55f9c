import { flagsOf } from '#/cli/flags.ts';
import { DATA, enrolled } from '#/cli/project.ts';
import { ask } from '#/cli/running.ts';
import { text } from '#/cli/text.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = { as: { type: 'string', default: '' }, data: { type: 'string', default: DATA } } as const;

/** `hikeshi token --as desk`: what the API takes as `Authorization: Bearer`, and nothing else on stdout. */
export async function token(args: string[]): Promise<number> {
  const { as, data } = flagsOf(args, FLAGS, text.tokenUsage);
  const people = enrolled();
  const post = as === 'desk' ? 'contact-unit' : as;
  const person =
    people.find(({ id }) => id === as) ??
    people.find(({ posts }) => posts.some((held) => held.post === post));
  const response = person && (await ask(data, `/token?person=${encodeURIComponent(person.id)}`));
  if (!response?.ok) throw new StartError(text.unknownPerson(as, people));
  console.log(await response.text());
  return 0;
}
