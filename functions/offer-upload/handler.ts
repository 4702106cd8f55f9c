import { S3Client } from '@aws-sdk/client-s3';
import { offerUpload } from '#/functions/offer-upload/task.ts';
import { s3Uploads } from '#/functions/shared/aws/s3-uploads.ts';
import { doors } from '#/functions/shared/doors.ts';
import { readEnvironment } from '#/functions/shared/env.ts';
import { httpHandler, json, jsonOf } from '#/functions/shared/http-handler.ts';

const { INGEST_BUCKET, INSIDE_NETWORKS } = readEnvironment('offer-upload');
const ports = { uploads: s3Uploads(new S3Client(), INGEST_BUCKET) };
const doorOf = doors(INSIDE_NETWORKS);

export const handler = httpHandler(async ({ personId, body, sourceIp }) =>
  json(await offerUpload(ports, { personId, door: doorOf(sourceIp), body: jsonOf(body) })),
);
