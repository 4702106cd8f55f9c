import { describe, expect, test } from 'vitest';
import { findRoute, type Method } from '#/local/api/routes.ts';

const method = (httpMethod: string, resource: string): Method => ({
  httpMethod,
  resource,
  functionArn: 'f',
  authorized: false,
  scopes: [],
});

const METHODS = [
  method('GET', '/'),
  method('GET', '/{proxy+}'),
  method('POST', '/report'),
  method('GET', '/api/{proxy+}'),
  method('POST', '/notices/{caseId}/{noticeId}/{tag}'),
  method('GET', '/users/{userId}'),
  method('PATCH', '/users/me'),
];

const resourceOf = (verb: string, path: string) => findRoute(METHODS, verb, path)?.method.resource;

describe('a route of the REST API', () => {
  test('is the most specific one that has the method', () => {
    expect(resourceOf('POST', '/report')).toBe('/report');
    expect(resourceOf('GET', '/api/me')).toBe('/api/{proxy+}');
    expect(resourceOf('PATCH', '/users/me')).toBe('/users/me');
  });

  test('is looked for elsewhere when the most specific resource lacks the method, as on AWS', () => {
    expect(resourceOf('GET', '/report')).toBe('/{proxy+}');
    expect(resourceOf('GET', '/notices/a/b/c')).toBe('/{proxy+}');
    expect(resourceOf('GET', '/users/me')).toBe('/users/{userId}');
  });

  test('gives the path parameters as they stand in the path', () => {
    expect(findRoute(METHODS, 'POST', '/notices/C-1/n%2F2/t')?.parameters).toEqual({
      caseId: 'C-1',
      noticeId: 'n%2F2',
      tag: 't',
    });
    expect(findRoute(METHODS, 'GET', '/a/b')?.parameters).toEqual({ proxy: 'a/b' });
  });

  test('is missing when nothing fits', () => {
    expect(resourceOf('PUT', '/report')).toBeUndefined();
    expect(resourceOf('POST', '/notices/a/b')).toBeUndefined();
  });
});
