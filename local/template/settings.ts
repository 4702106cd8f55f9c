import type { KeyDescription } from '#/local/kms.ts';
import type { Bucket } from '#/local/s3/lock.ts';
import type { Template } from '#/local/template/template.ts';

export function bucketsOf(template: Template): Bucket[] {
  return template.ofType('AWS::S3::Bucket').map(({ name, properties }) => ({
    name,
    // S3 turns versioning on by itself where objects are locked.
    versioned: properties.ObjectLockEnabled || properties.VersioningConfiguration !== undefined,
    objectLock: properties.ObjectLockEnabled,
    defaultRetention: properties.ObjectLockConfiguration?.Rule?.DefaultRetention,
    corsRules: properties.CorsConfiguration?.CorsRules ?? [],
  }));
}

export function keysOf(template: Template): KeyDescription[] {
  const keys = template.ofType('AWS::KMS::Key');
  return keys.map(({ name, properties: { KeySpec, KeyUsage } }) => ({
    id: name,
    spec: KeySpec,
    usage: KeyUsage,
  }));
}

export function identitiesOf(template: Template): string[] {
  return template.ofType('AWS::SES::EmailIdentity').map(({ name }) => name);
}

export function clientOf(template: Template): { clientId: string; redirectUris: string[] } {
  const client = template.ofType('AWS::Cognito::UserPoolClient')[0];
  return { clientId: client?.name ?? '', redirectUris: client?.properties.CallbackURLs ?? [] };
}
