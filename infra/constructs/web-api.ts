import {
  AccessLogFormat,
  AuthorizationType,
  AwsIntegration,
  CognitoUserPoolsAuthorizer,
  EndpointType,
  AccessLogField as Field,
  type IResource,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type MethodOptions,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { OperationLog } from '#/infra/constructs/operation-log.ts';
import type { TaskFunction } from '#/infra/constructs/task-function.ts';

interface WebApiProps {
  readonly pool: IUserPool;
  readonly logKey: IKey;
}

/** The route, never the path: the path of a link in a mail holds the tag that opens it. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: Field.contextRequestId(),
    requestTime: Field.contextRequestTime(),
    sourceIp: Field.contextIdentitySourceIp(),
    httpMethod: Field.contextHttpMethod(),
    resourcePath: Field.contextResourcePath(),
    status: Field.contextStatus(),
    responseLatency: Field.contextResponseLatency(),
    responseLength: Field.contextResponseLength(),
    wafStatus: Field.contextWafStatus(),
    error: Field.contextErrorResponseType(),
  }),
);

export class WebApi extends RestApi {
  private readonly signedIn: MethodOptions;

  constructor(scope: Construct, id: string, { pool, logKey }: WebApiProps) {
    super(scope, id, {
      endpointTypes: [EndpointType.REGIONAL],
      // A body reaches its function byte for byte, as it is kept and hashed.
      binaryMediaTypes: ['*/*'],
      cloudWatchRole: true,
      deployOptions: {
        stageName: 'v1',
        accessLogDestination: new LogGroupLogDestination(new OperationLog(scope, `${id}Log`, logKey)),
        accessLogFormat: ACCESS_LOG_FORMAT,
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        throttlingRateLimit: 100,
        throttlingBurstLimit: 200,
      },
    });
    this.signedIn = {
      authorizationType: AuthorizationType.COGNITO,
      authorizer: new CognitoUserPoolsAuthorizer(this, 'SignedIn', { cognitoUserPools: [pool] }),
      authorizationScopes: ['openid'],
    };
  }

  /** For everybody, signed in or not. */
  open(method: string, path: string, task: TaskFunction) {
    this.route(method, path, task, { authorizationType: AuthorizationType.NONE });
  }

  /** For people of the contact network. What each of them may do is decided by the function. */
  guarded(method: string, path: string, task: TaskFunction) {
    this.route(method, path, task, this.signedIn);
  }

  private route(method: string, path: string, task: TaskFunction, options: MethodOptions) {
    const resource: IResource = this.root.resourceForPath(path);
    // The permission for all that is below the root holds for the root as well: a second would never be needed.
    const integration =
      path === '/'
        ? new AwsIntegration({
            proxy: true,
            service: 'lambda',
            path: `2015-03-31/functions/${task.functionArn}/invocations`,
          })
        : new LambdaIntegration(task, { allowTestInvoke: false });
    resource.addMethod(method, integration, options);
  }
}
