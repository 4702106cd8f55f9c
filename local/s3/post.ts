import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '#/local/gateway/aws-request.ts';
import type { Principal, Principals } from '#/local/iam/principals.ts';

type Fields = Record<string, string>;
type Condition = Fields | [string, string | number, string | number];

export interface PostedForm {
  signer: Principal;
  key: string;
  bytes: Buffer;
  fields: Fields;
}

const UNCHECKED = ['policy', 'x-amz-signature', 'file'];
const POLICY = 'Invalid according to Policy:';
const refuse = (code: string, message: string, status = 400) => new AwsError(code, message, status);

/** Reads a browser's upload form and answers only when its signed policy allows it. */
export async function allowedForm(
  request: { body: Buffer; headers: Fields },
  bucket: string,
  principals: Pick<Principals, 'byKey'>,
  now: Date,
): Promise<PostedForm> {
  const { 'content-type': type = '' } = request.headers;
  const response = new Response(new Uint8Array(request.body), { headers: { 'content-type': type } });
  const form = await response.formData().catch(() => {
    throw refuse(
      'MalformedPOSTRequest',
      'The body of your POST request is not well-formed multipart/form-data.',
    );
  });
  const file = form.get('file');
  if (!(file instanceof File)) throw refuse('InvalidArgument', 'POST requires exactly one file upload.');
  const pairs = [...form].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
  );
  const fields: Fields = Object.fromEntries(pairs);
  const key = (fields.key ?? '').replaceAll('${' + 'filename}', file.name);
  const signer = principals.byKey(fields['x-amz-credential']?.split('/')[0] ?? '');
  if (!signer) throw refuse('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist.', 403);
  const policy = signedPolicy(fields, signer);
  if (!(now < new Date(policy.expiration))) throw refuse('AccessDenied', `${POLICY} Policy expired.`, 403);
  assertConditions(policy.conditions, { ...fields, key, bucket }, file.size);
  return { signer, key, fields, bytes: Buffer.from(await file.arrayBuffer()) };
}

function signedPolicy(
  fields: Fields,
  { secretAccessKey }: Principal,
): { expiration: string; conditions: Condition[] } {
  const { policy = '', 'x-amz-credential': credential = '', 'x-amz-signature': signature = '' } = fields;
  const [, ...scope] = credential.split('/');
  const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();
  const expected = [...scope, policy].reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`) as Buffer;
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw refuse(
      'SignatureDoesNotMatch',
      'The signature we calculated does not match the one you provided.',
      403,
    );
  }
  return JSON.parse(Buffer.from(policy, 'base64').toString());
}

function assertConditions(conditions: Condition[], values: Fields, size: number): void {
  const covered = new Set([...UNCHECKED, 'bucket']);
  for (const condition of conditions) {
    const [operator, left, right] = Array.isArray(condition)
      ? condition
      : ['eq', ...(Object.entries(condition)[0] ?? ['', ''])];
    if (operator === 'content-length-range') assertSize(size, Number(left), Number(right));
    else covered.add(assertField(values, operator, String(left), String(right), condition));
  }
  const extra = Object.keys(values).filter((name) => !covered.has(name) && !name.startsWith('x-ignore-'));
  if (extra.length) throw refuse('AccessDenied', `${POLICY} Extra input fields: ${extra.join(', ')}`, 403);
}

function assertSize(size: number, least: number, most: number): void {
  if (size < least) throw refuse('EntityTooSmall', 'Your upload is smaller than the minimum allowed size');
  if (size > most) throw refuse('EntityTooLarge', 'Your upload exceeds the maximum allowed size');
}

/** Gives the name of the field that the condition covers. */
function assertField(
  values: Fields,
  operator: unknown,
  left: string,
  right: string,
  condition: Condition,
): string {
  const name = left.replace('$', '').toLowerCase();
  const value = values[name] ?? '';
  const holds = operator === 'eq' ? value === right : operator === 'starts-with' && value.startsWith(right);
  if (!holds) {
    throw refuse('AccessDenied', `${POLICY} Policy Condition failed: ${JSON.stringify(condition)}`, 403);
  }
  return name;
}
