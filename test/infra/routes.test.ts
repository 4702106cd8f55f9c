import { describe, expect, test } from 'vitest';
import { at, ofType, readable } from '#/test/infra/synthesised.ts';

const OPEN = { AuthorizationType: 'NONE' };
const SIGNED_IN = { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizationScopes: ['openid'] };

const ROUTES = {
  'GET /': { calls: 'ServeWeb', ...OPEN },
  'GET /{proxy+}': { calls: 'ServeWeb', ...OPEN },
  'POST /report/details': { calls: 'AcceptReport', ...OPEN },
  'POST /reports': { calls: 'AcceptReport', ...OPEN },
  'POST /reports/files': { calls: 'OfferUpload', ...OPEN },
  'POST /receipts': { calls: 'ServeWeb', ...OPEN },
  'POST /receipts/{receiptId}': { calls: 'AcceptReport', ...OPEN },
  'POST /notices/{caseId}/{noticeId}/{tag}': { calls: 'CarryCommand', ...OPEN },
  'GET /api/openapi.json': { calls: 'ServeWeb', ...OPEN },
  'POST /api/reports': { calls: 'AcceptReport', ...SIGNED_IN },
  'POST /api/reports/files': { calls: 'OfferUpload', ...SIGNED_IN },
  'POST /api/cases/{caseId}/prospect': { calls: 'AnswerQuery', ...SIGNED_IN },
  'POST /api/commands': { calls: 'CarryCommand', ...SIGNED_IN },
  'GET /api/{proxy+}': { calls: 'AnswerQuery', ...SIGNED_IN },
  'POST /api/cases/{caseId}/evidence/{evidenceId}': { calls: 'HandOutEvidence', ...SIGNED_IN },
};

function pathOf(reference: unknown): string {
  const place = readable(reference);
  return place === 'Api' ? '/' : place.replace('Api/Default', '');
}

test('the routes are those that are written down, each with its function and its door', () => {
  const routes = ofType('AWS::ApiGateway::Method').map(({ Properties }) => {
    const { HttpMethod, ResourceId, Integration, AuthorizationType, AuthorizationScopes } = Properties;
    const uri = readable((Integration as { Uri: unknown }).Uri);
    const calls = /functions\/(\w+)\/invocations/.exec(uri)?.[1];
    const scopes = AuthorizationScopes ? { AuthorizationScopes } : {};
    return [`${HttpMethod} ${pathOf(ResourceId)}`, { calls, AuthorizationType, ...scopes }];
  });
  expect(Object.fromEntries(routes)).toEqual(ROUTES);
});

test('everything under /api asks who is there, except the description of how to report', () => {
  const open = ofType('AWS::ApiGateway::Method').filter(
    ({ Properties }) =>
      pathOf(Properties.ResourceId).startsWith('/api/') && Properties.AuthorizationType === 'NONE',
  );
  expect(open.map(({ Properties }) => pathOf(Properties.ResourceId))).toEqual(['/api/openapi.json']);
});

test('a body arrives byte for byte', () => {
  expect(at('Api').Properties.BinaryMediaTypes).toEqual(['*/*']);
});

describe('what the gateway writes down', () => {
  const stage = at('Api/DeploymentStage.v1').Properties;

  test('has the route of a request and never its path', () => {
    const { Format } = stage.AccessLogSetting as { Format: string };
    const fields = Object.values(JSON.parse(Format) as Record<string, string>);
    expect(fields).toContain('$context.resourcePath');
    expect(
      fields.filter((field) => /\$context\.(path|protocol|requestOverride|customDomain)/.test(field)),
    ).toEqual([]);
  });

  test('is the access log alone: no execution log, no trace, no samples of the firewall', () => {
    expect(stage.MethodSettings).toMatchObject([{ LoggingLevel: 'OFF', DataTraceEnabled: false }]);
    expect(stage.TracingEnabled).toBeUndefined();
    expect(JSON.stringify(at('Firewall/Acl').Properties)).not.toContain('"SampledRequestsEnabled":true');
  });

  test('is throttled', () => {
    expect(stage.MethodSettings).toMatchObject([{ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 }]);
  });
});

describe('the firewall', () => {
  const rules = at('Firewall/Acl').Properties.Rules as Record<string, unknown>[];

  test('stands before the stage', () => {
    const { ResourceArn, WebACLArn } = at('Firewall/OnStage').Properties;
    expect(readable(ResourceArn)).toContain('/restapis/Api/stages/Api/DeploymentStage.v1');
    expect(readable(WebACLArn)).toBe('Firewall/Acl');
  });

  test('refuses by address and rate only; rules that read the body count', () => {
    const refusing = rules.filter(({ Action, OverrideAction }) =>
      Action ? JSON.stringify(Action).includes('Block') : JSON.stringify(OverrideAction).includes('None'),
    );
    expect(refusing.map(({ Name }) => Name)).toEqual(['Refused', 'Reputation', 'Rate']);
    const counting = rules.filter(({ OverrideAction }) => JSON.stringify(OverrideAction)?.includes('Count'));
    expect(counting.map(({ Name }) => Name)).toEqual(['CommonRules', 'KnownBadInputs']);
  });
});

describe('signing in', () => {
  test('needs a second factor and an account made by the operator', () => {
    expect(at('SignIn/Pool').Properties).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
    });
  });

  test('comes back to the desk with a code, for a client without a secret', () => {
    const { CallbackURLs, ...client } = at('SignIn/Pool/Client').Properties;
    expect((CallbackURLs as unknown[]).map(readable)).toEqual(['PublicUrl/desk/signed-in']);
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });
});

test('mail leaves by TLS or not at all', () => {
  const { ConfigurationSetAttributes } = at('OutgoingMail/Identity').Properties;
  const { ConfigurationSetName } = ConfigurationSetAttributes as { ConfigurationSetName: unknown };
  expect(readable(ConfigurationSetName)).toBe('OutgoingMail/Configuration');
  expect(at('OutgoingMail/Configuration').Properties.DeliveryOptions).toEqual({ TlsPolicy: 'REQUIRE' });
});
