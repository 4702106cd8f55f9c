import {
  AccessLogFormat,
  AuthorizationType,
  AwsIntegration,
  CognitoUserPoolsAuthorizer,
  EndpointType,
  AccessLogField as Field,
  type Integration,
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

const OPEN: MethodOptions = { authorizationType: AuthorizationType.NONE };

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
    this.route(method, path, new LambdaIntegration(task, { allowTestInvoke: false }), OPEN);
  }

  /** The same, of a function that has every other path too: its permission for those holds here, and a second would never be needed. */
  openAlso(method: string, path: string, task: TaskFunction) {
    const integration = new AwsIntegration({
      proxy: true,
      service: 'lambda',
      path: `2015-03-31/functions/${task.functionArn}/invocations`,
    });
    this.route(method, path, integration, OPEN);
  }

  /** For people of the contact network. What each of them may do is decided by the function. */
  guarded(method: string, path: string, task: TaskFunction) {
    this.route(method, path, new LambdaIntegration(task, { allowTestInvoke: false }), this.signedIn);
  }

  private route(method: string, path: string, integration: Integration, options: MethodOptions) {
    this.root.resourceForPath(path).addMethod(method, integration, options);
  }
}
