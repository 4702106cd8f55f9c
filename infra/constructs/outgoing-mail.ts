import { Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { allow } from '#/infra/constructs/grants.ts';

export class OutgoingMail extends Construct {
  private readonly identity: EmailIdentity;
  private readonly configuration: ConfigurationSet;

  constructor(scope: Construct, id: string, domain: string) {
    super(scope, id);
    this.configuration = new ConfigurationSet(this, 'Configuration', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    this.identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet: this.configuration,
    });
  }

  grantSend(...grantees: IGrantable[]) {
    const { configurationSetName } = this.configuration;
    allow(
      grantees,
      ['ses:SendRawEmail'],
      [
        this.identity.emailIdentityArn,
        // SES checks the set that the identity brings along as well.
        Stack.of(this).formatArn({
          service: 'ses',
          resource: 'configuration-set',
          resourceName: configurationSetName,
        }),
      ],
    );
  }
}
