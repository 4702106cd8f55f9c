import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** CDK's own grants use wildcards and leave out the key: every permission here is spelled out. */
export function allow(
  grantees: readonly IGrantable[],
  actions: readonly string[],
  resources: readonly string[],
) {
  for (const { grantPrincipal } of grantees) {
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources] }),
    );
  }
}
