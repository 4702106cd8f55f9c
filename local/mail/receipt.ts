import { randomBytes } from 'node:crypto';
import type { Service } from '#/local/gateway/aws-request.ts';
import type { Iam } from '#/local/iam/iam.ts';
import { needsOf } from '#/local/iam/permissions.ts';
import type { Invocations } from '#/local/lambda/invocations.ts';
import {
  asStored,
  type Envelope,
  eventOf,
  type Received,
  type Verdicts,
} from '#/local/mail/received-mail.ts';
import { ACCOUNT, REGION } from '#/local/template/resources.ts';
import type { ResourceOf, Template } from '#/local/template/template.ts';

export interface ReceiptOptions {
  template: Template;
  iam: Pick<Iam, 'admits'>;
  s3: Service;
  invocations: Pick<Invocations, 'send'>;
  verdicts(): Verdicts;
  now: () => Date;
}

export interface Receipt {
  /** Whom mail is taken in for, as the rules write it. */
  recipients: string[];
  accepts(address: string): boolean;
  /** Gives the id of the mail once all that the rules do with it is on disk. */
  receive(raw: Buffer, envelope: Envelope): Promise<string>;
  /** The same for what was sent from here: whoever of the recipients receives mail here gets it, and every check passes. */
  loopBack(raw: Buffer, envelope: Pick<Envelope, 'from' | 'to'>): Promise<void>;
}

type Rule = ResourceOf<'AWS::SES::ReceiptRule'>['properties']['Rule'];

const SES = 'ses.amazonaws.com';
const PASSED: Verdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };

/** The receipt rules of the template, whose rule set is taken to be the active one. */
export function createReceipt(options: ReceiptOptions): Receipt {
  const { template, verdicts, now } = options;
  const rules = template.ofType('AWS::SES::ReceiptRule').flatMap(({ properties }) => {
    const rule = properties.Rule;
    const path = `receipt-rule-set/${properties.RuleSetName}:receipt-rule/${rule.Name}`;
    return rule.Enabled ? [{ ...rule, arn: `arn:aws:ses:${REGION}:${ACCOUNT}:${path}` }] : [];
  });
  const matches = ({ Recipients }: Rule, address: string) =>
    Recipients.some((recipient) => isFor(recipient, address));

  async function apply(rule: (typeof rules)[number], raw: Buffer, received: Received): Promise<void> {
    const stored = asStored(raw, received);
    for (const { S3Action, LambdaAction } of rule.Actions) {
      if (S3Action) {
        const key = `${S3Action.ObjectKeyPrefix}${received.messageId}`;
        await store(options, rule.arn, `/${S3Action.BucketName}/${key}`, stored);
      }
      if (LambdaAction) {
        const { FunctionArn: functionArn, InvocationType: invocationType } = LambdaAction;
        const event = eventOf(received, { functionArn, invocationType });
        invoke(options, rule.arn, functionArn, event);
      }
    }
  }

  async function receive(raw: Buffer, envelope: Envelope, found = verdicts()): Promise<string> {
    const messageId = freshId();
    for (const rule of rules) {
      const to = envelope.to.filter((address) => matches(rule, address));
      if (to.length === 0) continue;
      const unscanned = { spam: 'DISABLED', virus: 'DISABLED' } as const;
      const received = {
        messageId,
        time: now(),
        envelope: { ...envelope, to },
        verdicts: rule.ScanEnabled ? found : { ...found, ...unscanned },
      };
      await apply(rule, raw, received);
    }
    return messageId;
  }

  return {
    recipients: rules.flatMap(({ Recipients }) => Recipients),
    accepts: (address) => rules.some((rule) => matches(rule, address)),
    receive: (raw, envelope) => receive(raw, envelope),
    async loopBack(raw, envelope) {
      await receive(raw, { ...envelope, helo: `${REGION}.amazonses.com`, client: '127.0.0.1' }, PASSED);
    },
  };
}

/** Recipients of a rule are an address, with any label after a plus, a domain, or `.domain` for what is below it. */
function isFor(recipient: string, address: string): boolean {
  const [wanted, given] = [recipient.toLowerCase(), address.toLowerCase()];
  const [, name = '', domain = ''] = /^(.*)@([^@]*)$/.exec(given) ?? [];
  if (wanted.startsWith('.')) return domain.endsWith(wanted);
  if (!wanted.includes('@')) return domain === wanted;
  return given === wanted || `${name.replace(/\+.*/s, '')}@${domain}` === wanted;
}

/** Through S3 itself, so that versions, checksums and the policies of bucket and key are what they are for anybody. */
async function store(
  { template, iam, s3 }: ReceiptOptions,
  ruleArn: string,
  path: string,
  body: Buffer,
): Promise<void> {
  const caller = { accessKey: '', role: SES };
  const request = { service: 's3', action: 'PutObject', caller, method: 'PUT', path, body };
  const put = { ...request, query: new URLSearchParams(), headers: {} };
  const allowed = needsOf(put, template, () => undefined).every((need) => iam.admits(SES, ruleArn, need));
  if (!allowed) throw new Error(`SES may not write to ${path}`);
  await s3(put);
}

function invoke({ iam, invocations }: ReceiptOptions, ruleArn: string, arn: string, event: unknown): void {
  const need = { action: 'lambda:InvokeFunction', resource: arn };
  if (!iam.admits(SES, ruleArn, need)) throw new Error(`SES may not invoke ${arn}`);
  invocations.send(arn, event);
}

/** Forty characters, as SES makes them. */
const freshId = () => [...randomBytes(40)].map((byte) => (byte % 32).toString(32)).join('');
