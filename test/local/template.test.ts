import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readTemplate, type Template } from '#/local/template.ts';
import { APP } from '#/test/local/app.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

/** The app with one resource more. */
function withResource(id: string, resource: object): string {
  const copy = join(folder, id);
  cpSync(APP, copy, { recursive: true });
  const file = join(copy, 'App.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  template.Resources[id] = resource;
  writeFileSync(file, JSON.stringify(template));
  return copy;
}

const propertiesOf = (template: Template, id: string) =>
  template.resources.find((resource) => resource.id === id)?.properties;

describe('cdk.out', () => {
  const template = readTemplate(APP, { PublicUrl: 'http://127.0.0.1:8080' });

  test('gives a parameter the value of this start, and its default otherwise', () => {
    expect(propertiesOf(template, 'Client')?.CallbackURLs).toEqual(['http://127.0.0.1:8080/desk/signed-in']);
    const untouched = readTemplate(APP);
    expect(propertiesOf(untouched, 'Client')?.CallbackURLs).toEqual(['https://example.jp/desk/signed-in']);
  });

  test('carries names and ARNs from one stack to another', () => {
    expect(propertiesOf(template, 'Step')?.Environment).toEqual({ Variables: { TABLE: 'Things' } });
    expect(propertiesOf(template, 'StepPolicy')?.PolicyDocument).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Resource: 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/Things/index/lists',
        }),
      ]),
    });
  });

  test('gives every resource the same name and ARN each time', () => {
    const names = (of: Template) => of.resources.map(({ id, name, arn }) => [id, name, arn]);
    expect(names(readTemplate(APP))).toEqual(names(readTemplate(APP, { PublicUrl: 'http://elsewhere' })));
  });

  test('leaves out a resource whose condition does not hold', () => {
    expect(propertiesOf(template, 'OfTheRich')).toBeUndefined();
  });

  test('finds the folder of a function by the key of its upload', () => {
    expect(template.asset('serve.zip')).toBe(join(APP, 'serve'));
  });

  test('refuses a resource of an unknown type by name', () => {
    const cdkOut = withResource('Line', { Type: 'AWS::SQS::Queue', Properties: {} });
    expect(() => readTemplate(cdkOut)).toThrow(/App の Line は AWS::SQS::Queue です/);
  });

  test('refuses an attribute that it cannot give', () => {
    const policy = {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ 'Fn::GetAtt': ['Topic', 'Colour'] }] },
    };
    expect(() => readTemplate(withResource('Odd', policy))).toThrow(/Topic\.Colour/);
  });

  test('says what to do when nothing was synthesised', () => {
    expect(() => readTemplate(join(folder, 'nowhere'))).toThrow(/npx hikeshi build/);
  });
});
