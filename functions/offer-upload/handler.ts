import { S3Client } from '@aws-sdk/client-s3';
import { offerUpload } from '#/functions/offer-upload/task.ts';
import { s3Uploads } from '#/functions/shared/aws/s3-uploads.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { httpHandler, json, jsonOf } from '#/functions/shared/http-handler.ts';

const { INGEST_BUCKET } = readEnvironment('offer-upload');
const ports = { uploads: s3Uploads(new S3Client(), INGEST_BUCKET) };

export const handler = httpHandler(async ({ body }) => json(await offerUpload(ports, jsonOf(body))));
