import { AwsError, type AwsRequest } from '#/local/gateway/aws-request.ts';
import { type MachineOf, needsOf } from '#/local/iam/permissions.ts';
import { addressed, type Holder, policyOf, readHolders, readResourcePolicies } from '#/local/iam/policies.ts';
import { coverOf, type Need, type Statement } from '#/local/iam/statements.ts';
import { ACCOUNT } from '#/local/template/resources.ts';
import type { Template } from '#/local/template/template.ts';
import { text } from '#/local/text.ts';

/** One action that one statement allows somebody on one resource, as written in the template. */
export interface Grant {
  /** Logical id of the function or machine; in the policy of a resource, the principal. */
  holder: string;
  policy: string;
  statement: number;
  action: string;
  resource: string;
  /** It has allowed a call since the start. */
  used: boolean;
}

export interface Iam {
  /** Throws AWS's AccessDenied unless the policies allow everything that the request needs. */
  authorise(request: AwsRequest): void;
  /** The same for one thing more, found to be needed while the request is carried out. */
  demand(request: AwsRequest, need: Need): void;
  /** Whether the caller may, where it is no error if not. */
  allows(request: AwsRequest, need: Need): boolean;
  /** Why the function or machine may not do it; undefined when it may. */
  refusal(role: string, need: Need): string | undefined;
  /** Whether an AWS service may, on behalf of what has this ARN; a refusal is logged. */
  admits(service: string, sourceArn: string, need: Need): boolean;
  grants(): Grant[];
}

type Caller = Holder | { service: string };

interface Refusal {
  /** As AWS says it. */
  why: string;
  /** For the person at this machine: which statement is missing, or which one forbids. */
  advice: string;
}

/** The policies of roles and resources, as the template has them, evaluated as AWS does within one account. */
export function createIam(template: Template, machineOf: MachineOf, log: (line: string) => void): Iam {
  const holders = readHolders(template);
  const policies = readResourcePolicies(template);
  const used = new Set<string>();

  function judge(caller: Caller, { action, resource, context }: Need): Refusal | undefined {
    const need = { action, resource, context: { 'aws:SecureTransport': 'true', ...context } };
    const covers = (statement: Statement) => coverOf(statement, need);
    const own = 'service' in caller ? [] : caller.statements.filter(covers);
    const theirs = policyOf(policies, resource).filter((one) => addressed(one, caller) && covers(one));
    const denied = [...own, ...theirs].find(({ Effect }) => Effect === 'Deny');
    if (denied) return forbidden(denied, own.includes(denied) ? 'an identity' : 'a resource');
    const allowing = allowedBy(own, theirs, caller, need);
    if (typeof allowing === 'string') return missing(allowing, caller, need);
    for (const statement of allowing) note(statement, caller, need);
    return undefined;
  }

  function note(statement: Statement, caller: Caller, need: Need): void {
    const { policy, at } = statement;
    const holder = addressed(statement, caller)?.as ?? ('id' in caller ? caller.id : '');
    used.add(keyOf({ holder, policy, statement: at, ...coverOf(statement, need) }));
  }

  function refusalOf(role: string, need: Need, service = ''): string | undefined {
    const holder = holders.get(role);
    if (holder === undefined) throw new Error(`${role} has no role`);
    const refused = judge(holder, need);
    if (refused) log(text.notAllowed(holder.id, need.action, need.resource, refused.advice));
    return refused && wording(service, holder.session, need, refused.why);
  }

  function demand({ caller, service }: AwsRequest, need: Need): void {
    if (caller.role === 'operator') return;
    const message = refusalOf(caller.role, need, service);
    if (message === undefined) return;
    const plain = service === 's3' || service === 'ses';
    throw new AwsError(plain ? 'AccessDenied' : 'AccessDeniedException', message, plain ? 403 : 400);
  }

  return {
    demand,
    authorise(request) {
      // A form's signer is known only to whoever reads the form, and asks then.
      if (['operator', ''].includes(request.caller.role)) return;
      for (const need of needsOf(request, template, machineOf)) demand(request, need);
    },
    allows({ caller }, need) {
      const holder = holders.get(caller.role);
      return holder === undefined || judge(holder, need) === undefined;
    },
    refusal: refusalOf,
    admits(service, sourceArn, need) {
      const source = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': ACCOUNT };
      const refused = judge({ service }, { ...need, context: { ...source, ...need.context } });
      if (refused) log(text.notAllowed(service, need.action, need.resource, refused.advice));
      return refused === undefined;
    },
    grants() {
      const ofRoles = [...holders.values()].flatMap(({ id, statements }) => grantsOf(id, statements));
      const ofResources = [...new Set([...policies.values()].flat())].flatMap((statement) =>
        Object.values(statement.Principal).flatMap((named) =>
          named.flatMap((principal) => grantsOf(principal, [statement])),
        ),
      );
      return [...ofRoles, ...ofResources].map((grant) => ({ ...grant, used: used.has(keyOf(grant)) }));
    },
  };
}

const keyOf = (grant: { [K in keyof Grant]?: Grant[K] | undefined }): string =>
  JSON.stringify([grant.holder, grant.policy, grant.statement, grant.action, grant.resource]);

function grantsOf(holder: string, statements: readonly Statement[]): Omit<Grant, 'used'>[] {
  const allowing = statements.filter(({ Effect }) => Effect === 'Allow');
  return allowing.flatMap(({ policy, at: statement, Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => ({ holder, policy, statement, action, resource }))),
  );
}

/**
 * The statements that allow it together, or where one is missing. Within one account either side is enough;
 * a key must be opened by its own policy, which mostly leaves the rest to the account's roles.
 */
function allowedBy(
  [own]: Statement[],
  theirs: Statement[],
  caller: Caller,
  { action }: Need,
): Statement[] | 'identity' | 'resource' {
  const direct = theirs.find((statement) => addressed(statement, caller)?.account === false);
  const delegating = theirs.find((statement) => addressed(statement, caller)?.account);
  if (action.startsWith('kms:')) {
    if (direct) return [direct];
    if (delegating) return own ? [delegating, own] : 'identity';
    return 'resource';
  }
  if (own ?? direct) return [own ?? direct].flatMap((one) => one ?? []);
  return 'service' in caller ? 'resource' : 'identity';
}

const forbidden = ({ policy, Sid, at }: Statement, kind: string): Refusal => ({
  why: `with an explicit deny in ${kind}-based policy`,
  advice: text.statementForbids(policy, Sid ?? String(at)),
});

function missing(kind: 'identity' | 'resource', caller: Caller, { action, resource }: Need): Refusal {
  const Principal = 'service' in caller ? { Service: caller.service } : { AWS: caller.roleArn };
  const statement = { Effect: 'Allow', Action: action, Resource: resource };
  const own = kind === 'identity' && 'id' in caller;
  return {
    why: `because no ${kind}-based policy allows the ${action} action`,
    advice: own
      ? text.statementMissing(caller.role, JSON.stringify(statement))
      : text.statementMissing(resource, JSON.stringify({ ...statement, Principal })),
  };
}

/** Each service has its own way of saying it. */
function wording(service: string, session: string, { action, resource }: Need, why: string): string {
  if (service === 'ses')
    return `User \`${session}' is not authorized to perform \`${action}' on resource \`${resource}'`;
  const on = action.startsWith('s3:') ? `"${resource}"` : resource;
  const message = `User: ${session} is not authorized to perform: ${action} on resource: ${on} ${why}`;
  const throughTable = service === 'dynamodb' && action.startsWith('kms:');
  return throughTable ? `KMS key access denied error: ${message}` : message;
}
