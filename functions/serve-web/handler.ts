import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { serveWeb } from '#/functions/serve-web/task.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { addressOf } from '#/functions/shared/aws/s3-uploads.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { renderPage } from '#/functions/shared/html/render.ts';
import { httpHandler } from '#/functions/shared/http-handler.ts';
import { carrier } from '#/functions/shared/ports.ts';

const { CASES_TABLE, CODE_KEY, INGEST_BUCKET, PUBLIC_URL, SIGN_IN_CLIENT, SIGN_IN_URL } =
  readEnvironment('serve-web');
const ports = { ...carrier(CASES_TABLE), signer: kmsSigner(new KMSClient(), { code: CODE_KEY }) };
const uploads = await addressOf(new S3Client(), INGEST_BUCKET);
const site = { publicUrl: PUBLIC_URL, signInUrl: SIGN_IN_URL, clientId: SIGN_IN_CLIENT };

export const handler = httpHandler(
  async ({ path, query }) => renderPage(ports, site, await serveWeb(ports, path), query),
  { connect: `${SIGN_IN_URL} ${new URL(uploads).origin}` },
);
