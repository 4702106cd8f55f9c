import type { ResourceOf, Template } from '#/local/template/template.ts';

/** One method of the REST API. */
export interface Method {
  httpMethod: string;
  /** As in the template: /cases/{caseId} */
  resource: string;
  functionArn: string;
  authorized: boolean;
  scopes: string[];
}

export interface Route {
  method: Method;
  parameters: Record<string, string>;
}

export function readMethods(template: Template): Method[] {
  const parts = new Map(
    template.ofType('AWS::ApiGateway::Resource').map((resource) => [resource.name, resource]),
  );
  return template.ofType('AWS::ApiGateway::Method').map(({ properties }) => ({
    httpMethod: properties.HttpMethod,
    resource: pathOf(properties.ResourceId, parts) || '/',
    functionArn: properties.Integration.Uri.replace(/^.*functions\/(.+)\/invocations$/, '$1'),
    authorized: properties.AuthorizationType === 'COGNITO_USER_POOLS',
    scopes: properties.AuthorizationScopes,
  }));
}

function pathOf(id: string, parts: Map<string, ResourceOf<'AWS::ApiGateway::Resource'>>): string {
  const part = parts.get(id);
  if (part === undefined) return '';
  return `${pathOf(part.properties.ParentId, parts)}/${part.properties.PathPart}`;
}

/** Path and method are matched together, the most specific first, as API Gateway does. */
export function findRoute(methods: Method[], httpMethod: string, path: string): Route | undefined {
  const fitting = methods
    .filter((method) => method.httpMethod === httpMethod || method.httpMethod === 'ANY')
    .flatMap((method) => {
      const found = patternOf(method.resource).exec(path);
      return found === null ? [] : [{ method, parameters: { ...found.groups } }];
    });
  return fitting.sort((a, b) => rank(b.method).localeCompare(rank(a.method)))[0];
}

/** As on AWS, what a parameter stands for stays percent-encoded. */
function patternOf(resource: string): RegExp {
  const pattern = resource.replace(
    /\{(\w+)(\+?)\}/g,
    (_, name, greedy) => `(?<${name}>${greedy ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^${pattern}$`);
}

/** Compares as text: a fixed part before a variable one before the greedy one, a named verb before ANY. */
function rank({ resource, httpMethod }: Method): string {
  const parts = resource.split('/').slice(1);
  const kinds = parts.map((part) => (part.endsWith('+}') ? '1' : part.startsWith('{') ? '2' : '3'));
  return kinds.join('') + (httpMethod === 'ANY' ? '' : '0');
}
