import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { lookUp, serveWeb } from '#/functions/serve-web/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { addressOf } from '#/functions/shared/aws/s3-uploads.ts';
import { doors } from '#/functions/shared/doors.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { lookedUp, renderPage } from '#/functions/shared/html/render.ts';
import { fieldsOf, httpHandler } from '#/functions/shared/http-handler.ts';
import { carrier } from '#/functions/shared/ports.ts';

const { CASES_TABLE, CODE_KEY, INGEST_BUCKET, INSIDE_NETWORKS, PUBLIC_URL, SIGN_IN_CLIENT, SIGN_IN_URL } =
  readEnvironment('serve-web');
const ports = { ...carrier(CASES_TABLE), signer: kmsSigner(new KMSClient(), { code: CODE_KEY }) };
const uploads = await addressOf(new S3Client(), INGEST_BUCKET);
const site = { publicUrl: PUBLIC_URL, signInUrl: SIGN_IN_URL, clientId: SIGN_IN_CLIENT };
const doorOf = doors(INSIDE_NETWORKS);

export const handler = httpHandler(
  async ({ method, path, query, body, sourceIp }) =>
    method === 'POST'
      ? lookedUp(ports, fieldsOf(body), await lookUp(ports, fieldsOf(body)))
      : renderPage(ports, site, await serveWeb(ports, path), { query, door: doorOf(sourceIp) }),
  { connect: `${SIGN_IN_URL} ${new URL(uploads).origin}` },
);
