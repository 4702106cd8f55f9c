import * as z from 'zod';
import { flagsOf } from '#/cli/flags.ts';
import { text } from '#/cli/text.ts';
import { type FactKey, factSheetSchema, factsSchema } from '#/core/case/facts.ts';
import { factLabel } from '#/core/text/facts.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = { schema: { type: 'boolean', default: false } } as const;

const isFact = (key: unknown): key is FactKey => typeof key === 'string' && key in factsSchema.shape;

/** `hikeshi facts --schema`: the JSON schema of the fact sheet, each fact with its Japanese name. */
export async function facts(args: string[]): Promise<number> {
  if (!flagsOf(args, FLAGS, text.factsUsage).schema) throw new StartError(text.factsUsage);
  const schema = z.toJSONSchema(factSheetSchema, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      const [parent, key] = path.slice(-2);
      if (parent === 'properties' && isFact(key)) jsonSchema.title = factLabel(key);
    },
  });
  console.log(JSON.stringify(schema, null, 2));
  return 0;
}
