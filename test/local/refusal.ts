import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '#/local/start-error.ts';
import { readTemplate } from '#/local/template/template.ts';
import { APP } from '#/test/local/app.ts';

/** What is said at start about the app with these sections and resources beside its own. */
export function refusal(
  folder: string,
  resources: object,
  sections: object = {},
  artifacts: object = {},
): string {
  const copy = mkdtempSync(join(folder, 'app-'));
  cpSync(APP, copy, { recursive: true });
  const file = join(copy, 'App.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  const Resources = { ...template.Resources, ...resources };
  writeFileSync(file, JSON.stringify({ ...template, ...sections, Resources }));
  const manifest = JSON.parse(readFileSync(join(APP, 'manifest.json'), 'utf8'));
  writeFileSync(
    join(copy, 'manifest.json'),
    JSON.stringify({ artifacts: { ...manifest.artifacts, ...artifacts } }),
  );
  try {
    readTemplate(copy);
    return '';
  } catch (error) {
    return error instanceof StartError ? error.message : String(error);
  }
}
