import * as z from 'zod';
import { flagsOf } from '#/cli/flags.ts';
import { text } from '#/cli/text.ts';
import { type FactKey, factSheetSchema, factsSchema } from '#/core/case/facts.ts';
import { factSchemaWords, SHEET_WORDS } from '#/core/text/fact-schema.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = { schema: { type: 'boolean', default: false } } as const;

const isFact = (key: string): key is FactKey => key in factsSchema.shape;

/** `hikeshi facts --schema`: the JSON schema of the fact sheet, each name and each answer with its Japanese words. */
export async function facts(args: string[]): Promise<number> {
  if (!flagsOf(args, FLAGS, text.factsUsage).schema) throw new StartError(text.factsUsage);
  const schema = z.toJSONSchema(factSheetSchema, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      const [parent, key] = path.slice(-2);
      if (parent !== 'properties') return;
      const name = String(key);
      Object.assign(jsonSchema, isFact(name) ? factSchemaWords(name) : SHEET_WORDS[name]);
    },
  });
  console.log(JSON.stringify(schema, null, 2));
  return 0;
}
