import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Data, openData } from '#/local/data.ts';
import type { Service } from '#/local/gateway/aws-request.ts';
import type { Typed } from '#/local/template/properties.ts';
import { readTemplate } from '#/local/template/template.ts';
import { serve, temporaryFolder } from '#/test/local/service-server.ts';

/** What would be deployed: tables, buckets and keys are made from it, as the local runtime makes them. */
export const template = readTemplate(fileURLToPath(new URL('../../cdk.out', import.meta.url)));

export const nameOf = (type: Typed, label = ''): string => {
  const found = template.ofType(type).find((resource) => resource.label.startsWith(label));
  if (found === undefined) throw new Error(`no ${type} ${label}`);
  return found.name;
};

type Clean = (closing: () => unknown) => void;

/** One AWS service as `npm start` runs it, with a data folder of its own. */
export async function serviceUp(
  name: string,
  open: (data: Data, closing: Clean) => Service | Promise<Service>,
  closing: Clean = (closer) => void onTestFinished(async () => void (await closer())),
) {
  const { folder, remove } = temporaryFolder();
  const data = openData(folder);
  closing(remove);
  closing(() => data.close());
  const service = await open(data, closing);
  const { settings, close } = await serve(name, service);
  closing(close);
  return { settings, folder };
}
