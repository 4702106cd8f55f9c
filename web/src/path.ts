export type Route =
  | { page: 'queue' }
  | { page: 'report' }
  | { page: 'case'; caseId: string }
  | { page: 'unknown' };

export function routeOf(path: string): Route {
  if (/^\/desk\/?$/.test(path)) return { page: 'queue' };
  if (/^\/desk\/report\/?$/.test(path)) return { page: 'report' };
  const caseId = /^\/desk\/cases\/(\d{8}-\d{5})\/?$/.exec(path)?.[1];
  return caseId === undefined ? { page: 'unknown' } : { page: 'case', caseId };
}
