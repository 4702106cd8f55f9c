import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** CDK's own grants use wildcards and leave out the key: every permission here is spelled out. */
export function allow(
  grantees: readonly IGrantable[],
  actions: readonly string[],
  resources: readonly string[],
  conditions: Record<string, Record<string, string>> = {},
) {
  for (const { grantPrincipal } of grantees) {
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }),
    );
  }
}

/** The key by way of the service that keeps something under it: what a role is not given there it cannot decrypt itself. */
export function allowKey(
  grantees: readonly IGrantable[],
  actions: readonly string[],
  key: IKey,
  service: 'dynamodb' | 's3',
) {
  const through = `${service}.${Stack.of(key).region}.amazonaws.com`;
  allow(grantees, actions, [key.keyArn], { StringEquals: { 'kms:ViaService': through } });
}
