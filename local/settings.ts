import type { KeyDescription } from '#/local/kms.ts';
import type { Bucket } from '#/local/s3-lock.ts';
import type { Template } from '#/local/template.ts';

interface BucketProperties {
  VersioningConfiguration?: { Status: string };
  ObjectLockEnabled?: boolean;
  ObjectLockConfiguration?: { Rule?: { DefaultRetention?: { Mode: string; Days?: number; Years?: number } } };
}

export function bucketsOf(template: Template): Bucket[] {
  return template.ofType('AWS::S3::Bucket').map(({ name, properties }) => {
    const { VersioningConfiguration, ObjectLockEnabled, ObjectLockConfiguration } =
      properties as BucketProperties;
    const retention = ObjectLockConfiguration?.Rule?.DefaultRetention;
    return {
      name,
      versioned: VersioningConfiguration?.Status === 'Enabled',
      objectLock: ObjectLockEnabled === true,
      ...(retention && {
        defaultRetention: {
          mode: retention.Mode,
          ...(retention.Days !== undefined && { days: retention.Days }),
          ...(retention.Years !== undefined && { years: retention.Years }),
        },
      }),
    };
  });
}

export function keysOf(template: Template): KeyDescription[] {
  return template.ofType('AWS::KMS::Key').map(({ name, properties }) => ({
    id: name,
    spec: String(properties.KeySpec ?? 'SYMMETRIC_DEFAULT'),
    usage: String(properties.KeyUsage ?? 'ENCRYPT_DECRYPT'),
  }));
}

export function identitiesOf(template: Template): string[] {
  return template.ofType('AWS::SES::EmailIdentity').map(({ name }) => name);
}

export function clientOf(template: Template): { clientId: string; redirectUris: string[] } {
  const client = template.ofType('AWS::Cognito::UserPoolClient')[0];
  return {
    clientId: client?.name ?? '',
    redirectUris: (client?.properties.CallbackURLs as string[] | undefined) ?? [],
  };
}
