import { AwsError, type AwsRequest } from '#/local/aws-request.ts';
import { type MachineOf, type Need, needsOf } from '#/local/permissions.ts';
import { ACCOUNT } from '#/local/resources.ts';
import type { Statement } from '#/local/shapes.ts';
import type { ResourceOf, Template } from '#/local/template.ts';

type Principal = ResourceOf<'AWS::Lambda::Function' | 'AWS::StepFunctions::StateMachine'>;

const many = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function wildcard(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}

export interface Iam {
  /** Throws AWS's AccessDenied unless the caller's policies allow everything the request needs. */
  authorise(request: AwsRequest): void;
  /** Why the role may not do it; undefined when it may. */
  refusal(role: string, need: Need): string | undefined;
  /** Whether an AWS service may, on behalf of what has this ARN; a refusal is logged. */
  admits(service: string, sourceArn: string, need: Need): boolean;
}

/** The identity policies of each function and machine, as the template gives them to its role. */
export function createIam(template: Template, machineOf: MachineOf, log: (line: string) => void): Iam {
  const types = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine'] as const;
  const principals = types.flatMap((type) => template.ofType(type));
  const statements = new Map(
    principals.map((principal) => [principal.id, statementsOf(template, principal)]),
  );

  function refusal(role: string, need: Need): string | undefined {
    const fitting = (statements.get(role) ?? []).filter((statement) => covers(statement, need));
    const denied = fitting.some(({ Effect }) => Effect === 'Deny');
    if (!denied && fitting.length > 0) return undefined;
    const { action, resource } = need;
    log(`[iam] ${role} may not ${action} on ${resource}: ${denied ? 'denied' : 'no statement allows it'}`);
    const why = denied
      ? 'with an explicit deny'
      : `because no identity-based policy allows the ${action} action`;
    const who = `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${role}`;
    return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  }

  function authorise(request: AwsRequest): void {
    const { role } = request.caller;
    if (role === 'operator' || role === '') return;
    for (const need of needsOf(request, template, machineOf)) {
      const message = refusal(role, need);
      if (message !== undefined) throw denial(request.service, message);
    }
  }

  /** Only the policies of functions are looked at so far. */
  function admits(service: string, sourceArn: string, { action, resource }: Need): boolean {
    const allowed = !action.startsWith('lambda:') || permits(template, resource, service, sourceArn);
    if (!allowed) log(`[iam] ${service} may not ${action} on ${resource}: no statement allows it`);
    return allowed;
  }

  return { refusal, authorise, admits };
}

function denial(service: string, message: string): AwsError {
  const plain = service === 's3' || service === 'ses';
  return new AwsError(plain ? 'AccessDenied' : 'AccessDeniedException', message, plain ? 403 : 400);
}

function covers(statement: Statement, need: Need): boolean {
  return (
    many(statement.Action).some((action) => wildcard(action.toLowerCase(), need.action.toLowerCase())) &&
    many(statement.Resource).some((resource) => wildcard(resource, need.resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, many(wanted), need.context?.[key])),
    )
  );
}

function holds(operator: string, wanted: string[], found: string | undefined): boolean {
  if (found === undefined) return operator.endsWith('IfExists');
  const compare = operator.replace('IfExists', '');
  if (compare === 'StringEquals' || compare === 'ArnEquals' || compare === 'Bool')
    return wanted.includes(found);
  if (compare === 'StringLike' || compare === 'ArnLike')
    return wanted.some((pattern) => wildcard(pattern, found));
  throw new Error(`the condition operator ${operator} is not supported`);
}

function statementsOf(template: Template, { properties }: Principal): Statement[] {
  const roleArn = 'Role' in properties ? properties.Role : properties.RoleArn;
  const role = template.ofType('AWS::IAM::Role').find(({ arn }) => arn === roleArn);
  if (role === undefined) return [];
  const attached = template
    .ofType('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.includes(role.name))
    .map(({ properties }) => properties);
  return [...role.properties.Policies, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Whether an AWS service may invoke the function, by the function's resource policy. */
export function permits(
  template: Template,
  functionArn: string,
  service: string,
  sourceArn: string,
): boolean {
  const lambda = template.byArn(functionArn);
  return template
    .ofType('AWS::Lambda::Permission')
    .some(
      ({ properties }) =>
        [functionArn, lambda?.name].includes(properties.FunctionName) &&
        properties.Principal === service &&
        wildcard(properties.SourceArn ?? '*', sourceArn),
    );
}
