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
    allow(grantees, ['ses:SendRawEmail'], this.senders());
  }

  /** To write to one address of our own and to nobody else. A key that is missing would hold for all of its values. */
  grantProbe(grantee: IGrantable, address: string) {
    allow([grantee], ['ses:SendRawEmail'], this.senders(), {
      'ForAllValues:StringEquals': { 'ses:Recipients': address },
      Null: { 'ses:Recipients': 'false' },
    });
  }

  private senders(): string[] {
    const set = { service: 'ses', resource: 'configuration-set' };
    const { configurationSetName } = this.configuration;
    // SES checks the set that the identity brings along as well.
    return [
      this.identity.emailIdentityArn,
      Stack.of(this).formatArn({ ...set, resourceName: configurationSetName }),
    ];
  }
}
