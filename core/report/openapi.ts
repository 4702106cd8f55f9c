import * as z from 'zod';
import { FAULT_CODES } from '#/core/fault.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { UploadForm } from '#/core/ports.ts';
import { receiptSchema } from '#/core/report/receipt.ts';
import { sentReportSchema, uploadSchema } from '#/core/report/sent.ts';
import { OPENAPI } from '#/core/text/openapi.ts';

/** What every refusal of ours looks like. */
const refusalSchema = z
  .strictObject({
    code: z.enum([...FAULT_CODES, 'Unexpected']),
    message: z.string(),
    detail: z.record(z.string(), z.string()).optional(),
  })
  .meta({ description: OPENAPI.refusal });

/** What the gateway says before a function is asked. */
const gatewaySchema = z.object({ message: z.string() }).meta({ description: OPENAPI.gateway });

const uploadFormSchema: z.ZodType<UploadForm> = z.strictObject({
  url: z.url(),
  fields: z.record(z.string(), z.string()),
});

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
};

const bodyOf = (schema: string) => ({
  required: true,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

const answer = (description: string, ...schemas: string[]) => {
  const refs = schemas.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return {
    description,
    content: { 'application/json': { schema: refs.length === 1 ? refs[0] : { anyOf: refs } } },
  };
};

/** What every route behind the sign-in may answer. */
const REFUSALS = {
  401: answer(OPENAPI.signedOut, 'Gateway'),
  422: answer(OPENAPI.invalid, 'Refusal'),
  429: answer(OPENAPI.many, 'Gateway'),
  500: answer(OPENAPI.busy, 'Refusal', 'Gateway'),
  503: answer(OPENAPI.busy, 'Refusal', 'Gateway'),
};

/** How another system reports, made of the very schemas that read what it sends. */
export const openApi = (policy: Policy, publicUrl: string) => ({
  openapi: '3.1.0',
  info: { title: OPENAPI.title(policy.profile.municipality), version: '1', description: OPENAPI.about },
  servers: [{ url: publicUrl }],
  paths: {
    '/api/reports': {
      post: {
        operationId: 'report',
        summary: OPENAPI.report,
        description: OPENAPI.reportAbout,
        security: [{ signedIn: [] }],
        parameters: [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: true,
            description: OPENAPI.key,
            schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
          },
        ],
        requestBody: bodyOf('Report'),
        responses: {
          ...REFUSALS,
          201: answer(OPENAPI.accepted, 'Receipt'),
          200: answer(OPENAPI.repeated, 'Receipt'),
          403: answer(OPENAPI.notEnrolled, 'Refusal', 'Gateway'),
          409: answer(OPENAPI.keyUsed, 'Refusal'),
        },
      },
    },
    '/api/reports/files': {
      post: {
        operationId: 'offerFile',
        summary: OPENAPI.file,
        description: OPENAPI.fileAbout,
        security: [{ signedIn: [] }],
        requestBody: bodyOf('Upload'),
        responses: {
          ...REFUSALS,
          200: answer(OPENAPI.uploadForm, 'UploadForm'),
          403: answer(OPENAPI.stopped, 'Gateway'),
        },
      },
    },
  },
  components: {
    securitySchemes: {
      signedIn: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: OPENAPI.token },
    },
    schemas: {
      Report: schemaOf(sentReportSchema(policy), 'input'),
      Upload: schemaOf(uploadSchema, 'input'),
      UploadForm: schemaOf(uploadFormSchema, 'output'),
      Receipt: schemaOf(receiptSchema, 'output'),
      Refusal: schemaOf(refusalSchema, 'output'),
      Gateway: schemaOf(gatewaySchema, 'output'),
    },
  },
});
