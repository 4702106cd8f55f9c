import { CfnParameter, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import {
  type EnvironmentOf,
  type FunctionName,
  INGEST_PREFIX,
  UPLOAD_PREFIX,
} from '#/functions/shared/env.ts';
import { Alarms } from '#/infra/constructs/alarms.ts';
import { Firewall } from '#/infra/constructs/firewall.ts';
import { allow } from '#/infra/constructs/grants.ts';
import { OutgoingMail } from '#/infra/constructs/outgoing-mail.ts';
import { receiptRuleArn } from '#/infra/constructs/receipt-rule.ts';
import { SignIn } from '#/infra/constructs/sign-in.ts';
import { TaskFunction } from '#/infra/constructs/task-function.ts';
import { WebApi } from '#/infra/constructs/web-api.ts';
import { Workflow } from '#/infra/constructs/workflow.ts';
import type { Parameters } from '#/infra/parameters.ts';
import type { DataStack } from '#/infra/stacks/data-stack.ts';

interface AppStackProps extends StackProps {
  readonly parameters: Parameters;
  readonly data: DataStack;
}

export class AppStack extends Stack {
  readonly acceptMail: TaskFunction;

  constructor(scope: Construct, id: string, { parameters, data, ...props }: AppStackProps) {
    super(scope, id, props);
    const { dataKey, timelineKey, codeKey, cases, evidence, ingest } = data;

    // Template parameters, so that the same template also serves one machine.
    const PUBLIC_URL = new CfnParameter(this, 'PublicUrl', { default: parameters.publicUrl }).valueAsString;
    const INSIDE_NETWORKS = new CfnParameter(this, 'InsideNetworks', {
      default: parameters.officeAddresses.join(','),
    }).valueAsString;
    const SIGN_IN_URL = new CfnParameter(this, 'SignInUrl', {
      default: `https://${parameters.signInPrefix}.auth.${parameters.region}.amazoncognito.com`,
    }).valueAsString;

    const signIn = new SignIn(this, 'SignIn', { publicUrl: PUBLIC_URL, prefix: parameters.signInPrefix });
    const outgoingMail = new OutgoingMail(this, 'OutgoingMail', parameters.mailDomain);

    const CASES_TABLE = cases.tableName;
    const EVIDENCE_BUCKET = evidence.bucketName;
    const EVIDENCE_LOCK = parameters.evidenceLock.mode;
    const CODE_KEY = codeKey.keyId;
    const add = <N extends FunctionName>(
      name: N,
      environment: EnvironmentOf<N>,
      shape?: { scheduled: true },
    ) => new TaskFunction(this, name, { environment, logKey: dataKey, ...shape });

    const reviewCase = add('review-case', { CASES_TABLE });
    const reviewEscalation = add('review-escalation', { CASES_TABLE });
    const reviewDuty = add('review-duty', { CASES_TABLE });
    const awaitPerson = add('await-person', { CASES_TABLE });
    const recordFailure = add('record-failure', { CASES_TABLE });
    const anchorTimeline = add('anchor-timeline', {
      CASES_TABLE,
      EVIDENCE_BUCKET,
      EVIDENCE_LOCK,
      TIMELINE_KEY: timelineKey.keyId,
    });
    const sendMail = add(
      'send-mail',
      {
        CASES_TABLE,
        CODE_KEY,
        PUBLIC_URL,
        MAIL_FROM: parameters.mailFrom,
        REPORT_ADDRESS: parameters.reportAddress,
      },
      { scheduled: true },
    );
    const keepFiles = add(
      'keep-files',
      {
        CASES_TABLE,
        EVIDENCE_BUCKET,
        EVIDENCE_LOCK,
        INGEST_BUCKET: ingest.bucketName,
      },
      { scheduled: true },
    );
    const steps = [
      reviewCase,
      reviewEscalation,
      reviewDuty,
      awaitPerson,
      recordFailure,
      anchorTimeline,
      sendMail,
      keepFiles,
    ];

    const machine = (name: string, workflows: readonly Workflow[] = []) =>
      new Workflow(this, name, { functions: steps, workflows, logKey: dataKey });
    const escalation = machine('escalation');
    const externalReport = machine('external-report');
    const incident = machine('incident', [escalation, externalReport]);
    const workflows = [incident, escalation, externalReport];
    const INCIDENT_MACHINE = incident.stateMachineArn;

    const serveWeb = add('serve-web', {
      CASES_TABLE,
      CODE_KEY,
      PUBLIC_URL,
      SIGN_IN_URL,
      SIGN_IN_CLIENT: signIn.client.userPoolClientId,
      INGEST_BUCKET: ingest.bucketName,
      INSIDE_NETWORKS,
    });
    const acceptReport = add('accept-report', {
      CASES_TABLE,
      CODE_KEY,
      EVIDENCE_BUCKET,
      EVIDENCE_LOCK,
      INCIDENT_MACHINE,
      INSIDE_NETWORKS,
    });
    this.acceptMail = add('accept-mail', {
      CASES_TABLE,
      CODE_KEY,
      EVIDENCE_BUCKET,
      EVIDENCE_LOCK,
      INCIDENT_MACHINE,
      INGEST_BUCKET: ingest.bucketName,
      MAIL_FROM: parameters.mailFrom,
    });
    const offerUpload = add('offer-upload', { INGEST_BUCKET: ingest.bucketName, INSIDE_NETWORKS });
    const answerQuery = add('answer-query', { CASES_TABLE });
    const carryCommand = add('carry-command', { CASES_TABLE, CODE_KEY, INCIDENT_MACHINE });
    const handOutEvidence = add('hand-out-evidence', { CASES_TABLE, EVIDENCE_BUCKET });
    const enrolPeople = add('enrol-people', { CASES_TABLE });
    const sweepDue = add('sweep-due', { CASES_TABLE, INCIDENT_MACHINE }, { scheduled: true });
    const passOn = add('pass-on', { CASES_TABLE, INCIDENT_MACHINE }, { scheduled: true });

    const probeDoors = add(
      'probe-doors',
      {
        CASES_TABLE,
        CODE_KEY,
        PUBLIC_URL,
        MAIL_FROM: parameters.mailFrom,
        REPORT_ADDRESS: parameters.reportAddress,
      },
      { scheduled: true },
    );

    cases.grantUse([serveWeb, probeDoors], 'Query', 'GetItem');
    cases.grantUse([answerQuery], 'Query', 'lists');
    cases.grantUse(
      [awaitPerson, handOutEvidence, recordFailure, reviewEscalation, reviewDuty],
      'Query',
      'PutItem',
    );
    // A report is compared with those that came before it, and is no longer found where they are.
    cases.grantUse([reviewCase], 'Query', 'lists', 'PutItem', 'DeleteItem');
    cases.grantUse([anchorTimeline], 'Query', 'PutItem', 'DeleteItem');
    // What was answered before is looked up by the id of the report or command.
    cases.grantUse([acceptReport, carryCommand], 'Query', 'GetItem', 'PutItem', 'DeleteItem');
    cases.grantUse([this.acceptMail], 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
    cases.grantUse([sweepDue, passOn], 'Query', 'lists', 'PutItem', 'DeleteItem');
    cases.grantUse([sendMail, keepFiles], 'Query', 'lists', 'PutItem', 'UpdateItem', 'DeleteItem');
    cases.grantUse([enrolPeople], 'PutItem');
    evidence.grantKeep('reports/', acceptReport);
    evidence.grantKeep('mails/', this.acceptMail);
    ingest.grantTake(INGEST_PREFIX, this.acceptMail);
    ingest.grantUpload(offerUpload);
    ingest.grantTake(UPLOAD_PREFIX, keepFiles);
    evidence.grantKeep('files/', keepFiles);
    evidence.grantReadAgain('mails/', keepFiles);
    evidence.grantKeep('checkpoints/', anchorTimeline);
    evidence.grantList('checkpoints/', anchorTimeline);
    evidence.grantHandOut(handOutEvidence);
    codeKey.grantCode(serveWeb, acceptReport, this.acceptMail, carryCommand, sendMail, probeDoors);
    timelineKey.grantAnchor(anchorTimeline);
    outgoingMail.grantSend(sendMail);
    outgoingMail.grantProbe(probeDoors, parameters.reportAddress);
    allow(
      [acceptReport, this.acceptMail, carryCommand, sweepDue, passOn],
      ['states:StartExecution'],
      [INCIDENT_MACHINE],
    );
    // A policy of its own: in the roles of the steps it would make functions and machines wait for each other.
    new Policy(this, 'WakeWorkflows', {
      roles: [awaitPerson, carryCommand, sweepDue, this.acceptMail].map((each) => each.executionRole),
      statements: [
        new PolicyStatement({
          actions: ['states:SendTaskSuccess'],
          resources: workflows.map((workflow) => workflow.stateMachineArn),
        }),
      ],
    });

    // Nobody is called for what is joined, and it owes nothing: only its own machine waits.
    allow([passOn], ['states:SendTaskSuccess'], [INCIDENT_MACHINE]);

    this.acceptMail.addPermission('ReceiveMail', {
      principal: new ServicePrincipal('ses.amazonaws.com'),
      sourceAccount: this.account,
      sourceArn: receiptRuleArn(this),
    });

    const api = new WebApi(this, 'Api', { pool: signIn.pool, logKey: dataKey });
    api.openAlso('GET', '/', serveWeb);
    api.open('GET', '/{proxy+}', serveWeb);
    api.open('POST', '/report/details', acceptReport);
    api.open('POST', '/reports', acceptReport);
    api.open('POST', '/reports/files', offerUpload);
    api.open('POST', '/receipts', serveWeb);
    api.open('POST', '/receipts/{receiptId}', acceptReport);
    api.open('POST', '/notices/{caseId}/{noticeId}/{tag}', carryCommand);
    api.guarded('POST', '/api/reports', acceptReport);
    api.guarded('POST', '/api/reports/files', offerUpload);
    api.guarded('POST', '/api/commands', carryCommand);
    api.guarded('POST', '/api/cases/{caseId}/prospect', answerQuery);
    api.openAlso('GET', '/api/openapi.json', serveWeb);
    api.guarded('GET', '/api/{proxy+}', answerQuery);
    api.guarded('POST', '/api/cases/{caseId}/evidence/{evidenceId}', handOutEvidence);
    new Firewall(this, 'Firewall', { stageArn: api.deploymentStage.stageArn, ...parameters });

    const input = RuleTargetInput.fromObject({ schedule: 'minute' });
    const tick = { event: input, retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [sweepDue, sendMail, passOn, keepFiles, this.acceptMail].map(
        (each) => new LambdaFunction(each, tick),
      ),
    });
    new Rule(this, 'EveryWindow', {
      schedule: Schedule.rate(Duration.minutes(10)),
      targets: [
        new LambdaFunction(probeDoors, {
          ...tick,
          event: RuleTargetInput.fromObject({ schedule: 'window' }),
        }),
      ],
    });

    new Alarms(this, 'Alarms', {
      mail: parameters.alarmMail,
      topicKey: dataKey,
      sweeper: sweepDue,
      watch: probeDoors,
      steps: [sweepDue, sendMail, keepFiles, passOn, this.acceptMail],
      workflows,
      api,
    });
  }
}
