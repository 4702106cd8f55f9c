import { CfnIPSet, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Parameters } from '#/infra/parameters.ts';

interface FirewallProps extends Pick<Parameters, 'officeAddresses' | 'refusedAddresses'> {
  readonly stageArn: string;
}

const REQUESTS_PER_FIVE_MINUTES = 2_000;

/** Blocks by address and rate only. A report quotes attacks, so rules that read the body merely count. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { stageArn, officeAddresses, refusedAddresses }: FirewallProps) {
    super(scope, id);
    const refused = this.addresses('Refused', refusedAddresses);
    const office = this.addresses('Office', officeAddresses);
    const outsideOffice = {
      notStatement: { statement: { ipSetReferenceStatement: { arn: office.attrArn } } },
    };

    const rules = [
      rule('Refused', { action: { block: {} } }, { ipSetReferenceStatement: { arn: refused.attrArn } }),
      rule(
        'Reputation',
        { overrideAction: { none: {} } },
        {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name: 'AWSManagedRulesAmazonIpReputationList',
            scopeDownStatement: outsideOffice,
          },
        },
      ),
      rule(
        'Rate',
        { action: { block: {} } },
        {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            limit: REQUESTS_PER_FIVE_MINUTES,
            scopeDownStatement: outsideOffice,
          },
        },
      ),
      counted('CommonRules', 'AWSManagedRulesCommonRuleSet'),
      counted('KnownBadInputs', 'AWSManagedRulesKnownBadInputsRuleSet'),
    ];
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('All'),
      rules: rules.map((each, priority) => ({ ...each, priority })),
    });
    new CfnWebACLAssociation(this, 'OnStage', { resourceArn: stageArn, webAclArn: acl.attrArn });
  }

  private addresses(id: string, addresses: readonly string[]) {
    return new CfnIPSet(this, id, { scope: 'REGIONAL', ipAddressVersion: 'IPV4', addresses: [...addresses] });
  }
}

type Rule = Omit<CfnWebACL.RuleProperty, 'priority'>;

function rule(
  name: string,
  action: Pick<Rule, 'action' | 'overrideAction'>,
  statement: Rule['statement'],
): Rule {
  return { name, statement, visibilityConfig: visibility(name), ...action };
}

function counted(name: string, managedRules: string): Rule {
  const statement = { managedRuleGroupStatement: { vendorName: 'AWS', name: managedRules } };
  return rule(name, { overrideAction: { count: {} } }, statement);
}

/** Samples would hold paths, and with them the tags of links. */
function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
