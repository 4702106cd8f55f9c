import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readTemplate, type Template } from '#/local/template/template.ts';
import { APP } from '#/test/local/app.ts';
import { refusal } from '#/test/local/refusal.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

const bucket = (Properties: object) => ({ Drill: { Type: 'AWS::S3::Bucket', Properties } });

const propertiesOf = (template: Template, id: string) =>
  template.resources.find((resource) => resource.id === id)?.properties;

describe('cdk.out', () => {
  const template = readTemplate(APP, { PublicUrl: 'http://127.0.0.1:8080' });

  test('gives a parameter the value of this start, and its default otherwise', () => {
    const signedIn = (of: Template) => of.ofType('AWS::Cognito::UserPoolClient')[0]?.properties.CallbackURLs;
    expect(signedIn(template)).toEqual(['http://127.0.0.1:8080/desk/signed-in']);
    expect(signedIn(readTemplate(APP))).toEqual(['https://example.jp/desk/signed-in']);
  });

  test('carries names and ARNs from one stack to another', () => {
    expect(propertiesOf(template, 'Step')).toMatchObject({ Environment: { Variables: { TABLE: 'Things' } } });
    const index = 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/Things/index/lists';
    expect(propertiesOf(template, 'StepPolicy')).toMatchObject({
      PolicyDocument: {
        Statement: expect.arrayContaining([
          expect.objectContaining({ Resource: expect.arrayContaining([index]) }),
        ]),
      },
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

  test('says what to do when nothing was synthesised', () => {
    expect(() => readTemplate(join(folder, 'nowhere'))).toThrow(/npx hikeshi build/);
  });
});

describe('what one machine cannot honour is refused at start', () => {
  test.each<[what: string, resources: object, line: string]>([
    [
      'a type',
      { Line: { Type: 'AWS::SQS::Queue', Properties: {} } },
      'App の Line（AWS::SQS::Queue）：この種類のリソースは使えません。',
    ],
    [
      'a property',
      bucket({ AccelerateConfiguration: { AccelerationStatus: 'Enabled' } }),
      'App の Drill（AWS::S3::Bucket）：Properties.AccelerateConfiguration は使えません。',
    ],
    [
      'a nested property',
      bucket({ VersioningConfiguration: { Status: 'Enabled', MfaDelete: true } }),
      'Drill（AWS::S3::Bucket）：Properties.VersioningConfiguration.MfaDelete は使えません。',
    ],
    [
      'a value',
      bucket({ VersioningConfiguration: { Status: 'Suspended' } }),
      'Properties.VersioningConfiguration.Status に "Suspended" は使えません（使えるのは Enabled）。',
    ],
    [
      'a key of a kind that is not there',
      { Odd: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'RSA_2048' } } },
      'Properties.KeySpec に "RSA_2048" は使えません（使えるのは SYMMETRIC_DEFAULT、ECC_NIST_EDWARDS25519、HMAC_256）。',
    ],
    [
      'a schedule that is no rate',
      { Odd: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'cron(0 3 * * ? *)' } } },
      'Properties.ScheduleExpression に "cron(0 3 * * ? *)" は使えません（使えるのは rate(…)）。',
    ],
    [
      'a comparison that no alarm makes',
      { Odd: { Type: 'AWS::CloudWatch::Alarm', Properties: { ComparisonOperator: 'LessThanLower' } } },
      '（使えるのは GreaterThanThreshold、GreaterThanOrEqualToThreshold、LessThanThreshold）',
    ],
    [
      'a property left out',
      { Odd: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'Odd' } } },
      'Properties.PolicyDocument が必要です。Properties.Roles が必要です。',
    ],
    [
      'an element and a condition of a policy',
      {
        Odd: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: {
            Bucket: 'originals',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: { Effect: 'Deny', Resource: '*', NotAction: 's3:*', Condition: { IpAddress: {} } },
            },
          },
        },
      },
      'Statement.0.Action が必要です。Properties.PolicyDocument.Statement.0.Condition.IpAddress は使えません。' +
        'Properties.PolicyDocument.Statement.0.NotAction は使えません。',
    ],
    [
      'an attribute of a resource',
      { Drill: { Type: 'AWS::S3::Bucket', CreationPolicy: {}, DeletionPolicy: 'Retain' } },
      'App の Drill（AWS::S3::Bucket）：CreationPolicy は使えません。',
    ],
    [
      'an attribute that it does not have',
      bucket({ BucketName: { 'Fn::GetAtt': ['Topic', 'Colour'] } }),
      'Drill（AWS::S3::Bucket）：Fn::GetAtt「Topic.Colour」が何を指すか分かりません。',
    ],
    [
      'a condition that is not there',
      { Drill: { Type: 'AWS::S3::Bucket', Condition: 'IsPoor' } },
      'Drill（AWS::S3::Bucket）：Condition「IsPoor」が何を指すか分かりません。',
    ],
    [
      'an intrinsic function',
      bucket({ BucketName: { 'Fn::Base64': 'drill' } }),
      'Drill（AWS::S3::Bucket）：関数 Fn::Base64 は使えません。',
    ],
    [
      'a second one where nothing asks which',
      { Other: { Type: 'AWS::Cognito::UserPool' } },
      'AWS::Cognito::UserPool は 1 つしか使えません。',
    ],
  ])('%s', (_, resources, line) => {
    expect(refusal(folder, resources)).toContain(line);
  });

  test('a section of the template, and any rule but that of the bootstrap', () => {
    const Rules = { CheckBootstrapVersion: {}, OnlyOnMondays: {} };
    const said = refusal(folder, {}, { Mappings: {}, Rules, Description: 'A drill.' });
    expect(said).toContain('・App：Rules.OnlyOnMondays は使えません。Mappings は使えません。');
  });

  test('all of it is said at once, with what to do, and no more than can be read', () => {
    const queues = Array.from({ length: 25 }, (_, n) => [`Line${n}`, { Type: 'AWS::SQS::Queue' }]);
    const lines = refusal(folder, { ...bucket({ Odd: 1 }), ...Object.fromEntries(queues) }).split('\n');
    expect(lines).toHaveLength(23);
    expect(lines[1]).toContain('Drill');
    expect(lines[20]).toContain('Line18');
    expect(lines[21]).toBe('・ほか 6 件');
    expect(lines[22]).toMatch(/docs\/local\.md.*npx hikeshi build/);
  });

  test('and nothing else: tags and policies of deletion are for AWS and for people', () => {
    const Tags = [{ Key: 'section', Value: 'information' }];
    const Drill = {
      Type: 'AWS::S3::Bucket',
      Properties: { Tags },
      UpdateReplacePolicy: 'Retain',
      Metadata: {},
    };
    expect(refusal(folder, { Drill })).toBe('');
  });
});
