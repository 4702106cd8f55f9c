import type { Data } from '#/local/data.ts';
import type { Template } from '#/local/template/template.ts';

export interface Principal {
  /** Logical id of the function or machine, or 'operator'. */
  role: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export interface Principals {
  byKey(accessKey: string): Principal | undefined;
  byRole(role: string): Principal;
}

/** One key pair for each function and machine, the same at every start so that a presigned link outlives a restart. */
export function createPrincipals(template: Template, data: Data): Principals {
  const types = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine'] as const;
  const roles = [
    'operator',
    ...types.flatMap((type) => template.ofType(type).map((resource) => resource.id)),
  ];
  const all = roles.map((role) => ({
    role,
    accessKeyId: `AKIA${data.secret(`key of ${role}`).slice(0, 16).toUpperCase()}`,
    secretAccessKey: data.secret(`secret of ${role}`),
  }));
  const byKey = new Map(all.map((principal) => [principal.accessKeyId, principal]));
  const byRole = new Map(all.map((principal) => [principal.role, principal]));
  return {
    byKey: (accessKey) => byKey.get(accessKey),
    byRole(role) {
      const found = byRole.get(role);
      if (found === undefined) throw new Error(`no credentials for ${role}`);
      return found;
    },
  };
}
