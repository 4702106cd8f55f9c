import { fileURLToPath } from 'node:url';
import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { EnvironmentOf, FunctionName } from '#/functions/shared/env.ts';
import { allow } from '#/infra/constructs/grants.ts';
import { OperationLog } from '#/infra/constructs/operation-log.ts';

const BUNDLES = new URL('../../build/functions/', import.meta.url);

interface TaskFunctionProps<N extends FunctionName> {
  readonly environment: EnvironmentOf<N>;
  readonly logKey: IKey;
  /** The clock calls it: a lost call is made good by the next one, so it is not repeated. */
  readonly scheduled?: boolean;
}

/** The name of the folder under functions/ says everything else: construct id, bundle and variables. */
export class TaskFunction<N extends FunctionName = FunctionName> extends LambdaFunction {
  readonly executionRole: Role;

  constructor(scope: Construct, name: N, { environment, logKey, scheduled }: TaskFunctionProps<N>) {
    const id = pascalCase(name);
    const logGroup = new OperationLog(scope, `${id}Log`, logKey);
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    allow([role], ['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);

    super(scope, id, {
      code: Code.fromAsset(fileURLToPath(new URL(name, BUNDLES)), { exclude: ['*.map'] }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      // The gateway waits 29 seconds for an answer; a round of the clock may use up its minute.
      timeout: Duration.seconds(scheduled ? 55 : 28),
      environment,
      role,
      logGroup,
      tracing: Tracing.ACTIVE,
      ...(scheduled ? { retryAttempts: 0, maxEventAge: Duration.minutes(1) } : {}),
    });
    this.executionRole = role;
  }
}

export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
