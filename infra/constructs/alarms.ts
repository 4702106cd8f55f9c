import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { ALARM_WORDS } from '#/core/text/alarms.ts';
import type { TaskFunction } from '#/infra/constructs/task-function.ts';
import type { WebApi } from '#/infra/constructs/web-api.ts';
import type { Workflow } from '#/infra/constructs/workflow.ts';

interface AlarmsProps {
  readonly mail: string;
  readonly topicKey: IKey;
  readonly sweeper: TaskFunction;
  readonly watch: TaskFunction;
  /** What the clock calls, and what nobody waits for: a fault of theirs is seen by no person. */
  readonly steps: readonly TaskFunction[];
  readonly workflows: readonly Workflow[];
  readonly api: WebApi;
}

const PERIOD = Duration.minutes(5);

/** On totals and on what the product itself calls a failure; not one per function. */
export class Alarms extends Construct {
  private readonly action: SnsAction;

  constructor(
    scope: Construct,
    id: string,
    { mail, topicKey, sweeper, watch, steps, workflows, api }: AlarmsProps,
  ) {
    super(scope, id);
    this.action = new SnsAction(this.topic(mail, topicKey));

    this.atLeast('NobodyAnswered', 1, product('NobodyAnswered'));
    this.atLeast('MailFailed', 1, product('MailFailed'));
    this.atLeast('MailFolded', 1, product('MailFolded'));
    this.atLeast('WorkflowFailed', 1, product('WorkflowFailed'));
    this.atLeast('TimelineBroken', 1, product('TimelineBroken'));
    this.atLeast('MailLeft', 1, product('MailLeft'));
    this.atLeast('FormDoorClosed', 1, product('FormDoorClosed'));
    this.atLeast('MailDoorClosed', 1, product('MailDoorClosed'));

    for (const workflow of workflows) this.atLeast(`${workflow.node.id}Broken`, 1, broken(workflow));

    this.atLeast('StepErrors', 3, errorsOf(steps));
    this.silence('SweeperSilent', sweeper.metricInvocations({ period: PERIOD, statistic: 'Sum' }));
    // What the product calls a failure is counted from its log. Lambda writes of each call there.
    const LogGroupName = sweeper.logGroup.logGroupName;
    this.silence(
      'LogSilent',
      total('AWS/Logs', 'IncomingLogEvents').with({ dimensionsMap: { LogGroupName } }),
    );
    // Of three calls, one may be lost or late.
    this.silence('DoorsUnwatched', doneBy(watch, Duration.minutes(30)));

    this.atLeast('FunctionErrors', 10, total('AWS/Lambda', 'Errors'));
    this.atLeast('FunctionThrottles', 1, total('AWS/Lambda', 'Throttles'));
    this.atLeast('ApiErrors', 1, api.metricServerError({ period: PERIOD }));
    // SES stops accounts whose mail comes back too often.
    this.atLeast('MailBounces', 0.03, total('AWS/SES', 'Reputation.BounceRate', 'Maximum'));
  }

  private topic(mail: string, masterKey: IKey): Topic {
    const topic = new Topic(this, 'Topic', { masterKey, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    topic.addSubscription(new EmailSubscription(mail));
    return topic;
  }

  private atLeast(id: string, threshold: number, metric: IMetric) {
    this.alarm(id, {
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private silence(id: string, metric: IMetric) {
    this.alarm(id, {
      metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  private alarm(id: string, props: Omit<ConstructorParameters<typeof Alarm>[2], 'evaluationPeriods'>) {
    const alarmDescription = Object.entries(ALARM_WORDS).find(([name]) => name === id)?.[1];
    if (alarmDescription === undefined) throw new Error(`core/text/alarms.ts has no words for ${id}`);
    new Alarm(this, id, { ...props, alarmDescription, evaluationPeriods: 1 }).addAlarmAction(this.action);
  }
}

/** Written by the functions in the embedded metric format, without dimensions. */
function product(metricName: string): IMetric {
  return total('Hikeshi', metricName).with({ period: Duration.minutes(1) });
}

function total(namespace: string, metricName: string, statistic = 'Sum'): Metric {
  return new Metric({ namespace, metricName, statistic, period: PERIOD });
}

const errorsOf = (steps: readonly TaskFunction[]): IMetric =>
  new MathExpression({
    expression: steps.map((_, at) => `step${at}`).join(' + '),
    period: PERIOD,
    usingMetrics: Object.fromEntries(
      steps.map((step, at) => [`step${at}`, step.metricErrors({ period: PERIOD })]),
    ),
  });

/** How often a function was called and did not fail. */
const doneBy = (step: TaskFunction, period: Duration): IMetric =>
  new MathExpression({
    expression: 'called - failed',
    period,
    usingMetrics: {
      called: step.metricInvocations({ period, statistic: 'Sum' }),
      failed: step.metricErrors({ period }),
    },
  });

function broken(workflow: Workflow): IMetric {
  return new MathExpression({
    expression: 'failed + timedOut + aborted',
    period: PERIOD,
    usingMetrics: {
      failed: workflow.metricFailed(),
      timedOut: workflow.metricTimedOut(),
      aborted: workflow.metricAborted(),
    },
  });
}
