import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Fault } from '#/core/fault.ts';
import { openApi } from '#/core/report/openapi.ts';
import { refusal } from '#/functions/shared/http-handler.ts';
import { wakayama } from '#/test/simulation/policy.ts';

type Json = Record<string, unknown>;
const document = JSON.parse(JSON.stringify(openApi(wakayama, 'https://hikeshi.example'))) as Json & {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
};
interface Operation {
  security: Json[];
  parameters: Json[];
  responses: Record<string, { description: string }>;
}

const schema = (name: string) => z.fromJSONSchema(document.components.schemas[name] as never);

/** Every reference in the document, wherever it stands. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)));
}

describe('R42 the description for other systems', () => {
  test('is OpenAPI 3.1 with two routes, behind the sign-in', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: expect.any(String), version: expect.any(String) },
      servers: [{ url: 'https://hikeshi.example' }],
    });
    expect(Object.keys(document.paths)).toEqual(['/api/reports', '/api/reports/files']);
    expect(document.paths['/api/reports/files']?.post?.security).toEqual([{ signedIn: [] }]);
    const post = document.paths['/api/reports']?.post;
    expect(post?.security).toEqual([{ signedIn: [] }]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['signedIn']);
    expect(post?.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header', required: true }]);
    for (const { description } of Object.values(post?.responses ?? {})) expect(description).not.toBe('');
  });

  test('refers to nothing that is not there', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(5);
    for (const ref of refs) {
      const name = ref.replace('#/components/schemas/', '');
      expect(document.components.schemas[name], ref).toBeDefined();
    }
  });

  test('takes what the route takes, and not what it refuses', () => {
    const report = schema('Report');
    const least = { kind: 'lost-paper', callback: '内線1234' };
    expect(report.safeParse(least).success).toBe(true);
    expect(report.safeParse({ ...least, told: { leak: 'no' }, overlays: ['school'] }).success).toBe(true);
    const file = { fileId: '1'.repeat(32), bytes: 4 };
    expect(report.safeParse({ ...least, files: [{ ...file, name: '画面.png' }] }).success).toBe(true);
    expect(schema('Upload').safeParse(file).success).toBe(true);
    expect(schema('Upload').safeParse({ ...file, name: '画面.png' }).success).toBe(false);
    for (const wrong of [
      { kind: 'lost-paper' },
      { ...least, kind: 'nothing' },
      { ...least, section: 'nowhere' },
      { ...least, severity: 4 },
      { ...least, noticedAt: 'yesterday' },
      { ...least, told: { leak: 'maybe' } },
      { ...least, files: [file] },
    ])
      expect(report.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  test('says what a refusal looks like', () => {
    for (const error of [new Fault('KeyUsed', { caseId: 'x' }), new Error('anything')]) {
      const { body } = refusal(error);
      expect(schema('Refusal').safeParse(JSON.parse(String(body))).success).toBe(true);
    }
    expect(schema('Refusal').safeParse({ message: 'x' }).success).toBe(false);
  });
});
