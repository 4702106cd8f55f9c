import { readFileSync } from 'node:fs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { allow } from '#/infra/constructs/grants.ts';
import { OperationLog } from '#/infra/constructs/operation-log.ts';
import { pascalCase, type TaskFunction } from '#/infra/constructs/task-function.ts';

const DEFINITIONS = new URL('../../statemachines/', import.meta.url);

interface WorkflowProps {
  /** Those it may name; it is allowed to call the ones it does name. */
  readonly functions: readonly TaskFunction[];
  readonly workflows: readonly Workflow[];
  readonly logKey: IKey;
}

/** A state machine as written in statemachines/<name>/<name>.asl.json. */
export class Workflow extends StateMachine {
  constructor(scope: Construct, name: string, { functions, workflows, logKey }: WorkflowProps) {
    const definition = readFileSync(new URL(`${name}/${name}.asl.json`, DEFINITIONS), 'utf8');
    const functionArns = named(
      definition,
      functions.map((task) => [`${task.node.id}FunctionArn`, task.functionArn]),
    );
    const machineArns = named(
      definition,
      workflows.map((workflow) => [`${workflow.node.id}MachineArn`, workflow.stateMachineArn]),
    );
    const definitionSubstitutions = { ...functionArns, ...machineArns };
    refuseUnknown(name, definition, definitionSubstitutions);

    const id = pascalCase(name);
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    for (const arn of Object.values(functionArns)) allow([role], ['lambda:InvokeFunction'], [arn]);
    for (const arn of Object.values(machineArns)) allow([role], ['states:StartExecution'], [arn]);

    super(scope, id, {
      definitionBody: DefinitionBody.fromString(JSON.stringify(JSON.parse(definition))),
      definitionSubstitutions,
      role,
      logs: {
        destination: new OperationLog(scope, `${id}Log`, logKey),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      tracingEnabled: true,
    });
  }
}

function named(definition: string, candidates: [placeholder: string, arn: string][]): Record<string, string> {
  return Object.fromEntries(candidates.filter(([placeholder]) => definition.includes(`\${${placeholder}}`)));
}

function refuseUnknown(name: string, definition: string, known: Record<string, string>) {
  const unknown = [...definition.matchAll(/\$\{(\w+)\}/g)].map(([, word = '']) => word);
  const missing = new Set(unknown.filter((word) => !(word in known)));
  if (missing.size > 0) {
    throw new Error(`statemachines/${name} names what does not exist: ${[...missing].join(', ')}`);
  }
}
