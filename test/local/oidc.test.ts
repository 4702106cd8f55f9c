import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, importJWK, jwtVerify, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createOidc, type Oidc, type OidcOptions } from '#/local/sign-in/oidc.ts';
import { listen, page, temporaryFolder } from './service-server.ts';

const { folder, remove } = temporaryFolder();
const product = 'http://127.0.0.1:8080';
const redirectUri = `${product}/desk/signed-in`;
const clientId = 'desk';
const people = [
  { id: 'P-DESK', name: '見本 花子 <1>', posts: ['統一的な窓口', '情報政策課'] },
  { id: 'P-CISO', name: '見本 太郎', posts: [] },
];
const printed = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
let oidc: Oidc;
let options: OidcOptions;
let issuerUrl = '';
let close: () => void;

beforeAll(async () => {
  let handler: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  ({ endpoint: issuerUrl, close } = await listen((request, response) => handler(request, response)));
  options = { issuerUrl, folder, clientId, redirectUris: [redirectUri], accounts: async () => people, page };
  oidc = await createOidc(options);
  handler = oidc.handler;
});
afterEach(() => {
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
});
afterAll(() => {
  close();
  remove();
});

const verifier = 'a verifier of forty-three characters or more, at least'.replaceAll(/[ ,]/g, '-');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const request = {
  client_id: clientId,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'openid',
  state: 'a state',
  code_challenge: challenge,
  code_challenge_method: 'S256',
};

/** A browser as far as it matters here: it keeps cookies and follows a redirect only when told. */
function openBrowser() {
  const jar = new Map<string, string>();
  return async (url: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(url, issuerUrl), {
      ...init,
      headers: { cookie, accept: 'text/html' },
      redirect: 'manual',
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      text: await answer.text(),
    };
  };
}
type Browser = ReturnType<typeof openBrowser>;
const authorize = (browse: Browser, more: Record<string, string> = {}) =>
  browse(`/oauth2/authorize?${new URLSearchParams({ ...request, ...more })}`);

async function signIn(browse: Browser, person: string): Promise<string> {
  const { location: page } = await authorize(browse);
  const { location: resume } = await browse(`${page}?person=${person}`, { method: 'POST' });
  const { location } = await browse(resume);
  return new URL(location).searchParams.get('code') ?? '';
}
function exchange(code: string, more: Record<string, string> = {}, origin = product) {
  const form = {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  };
  return fetch(`${issuerUrl}/oauth2/token`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ ...form, ...more }),
  });
}

test('choosing a person leads by code and PKCE to an access token as Cognito shapes it', async () => {
  const browse = openBrowser();
  const { location } = await authorize(browse);
  const { text } = await browse(location);
  expect(text).toContain('1 台の機械の中の見本です');
  expect(text).toContain('見本 花子 &#60;1&#62;');
  expect(text).toContain('統一的な窓口、情報政策課');
  expect(text.match(/この人として入る/g)).toHaveLength(2);

  const answer = await exchange(await signIn(browse, 'P-DESK'));
  expect(answer.headers.get('access-control-allow-origin')).toBe(product);
  const tokens = (await answer.json()) as { access_token: string; id_token: string; expires_in: number };
  expect(decodeJwt(tokens.id_token)).toMatchObject({ aud: clientId, iss: issuerUrl });
  const keySet = createRemoteJWKSet(new URL(`${issuerUrl}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(tokens.access_token, keySet, { issuer: issuerUrl });
  const shape = {
    token_use: 'access',
    client_id: clientId,
    username: 'P-DESK',
    scope: 'openid',
    'cognito:groups': [],
  };
  expect(payload).toMatchObject(shape);
  expect(payload.sub).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(tokens.expires_in).toBe(3600);
  expect(decodeJwt(tokens.id_token).sub).toBe(payload.sub);
  expect(await oidc.verify(tokens.access_token)).toEqual(payload);
  await expect(oidc.verify(tokens.id_token)).rejects.toThrow();

  const headers = { authorization: `Bearer ${tokens.access_token}` };
  const who = await fetch(`${issuerUrl}/oauth2/userInfo`, { headers });
  expect(await who.json()).toEqual({ sub: payload.sub, username: 'P-DESK' });
  expect((await fetch(`${issuerUrl}/oauth2/userInfo`)).status).toBe(401);
});

test('a session signs in again without asking, until it is signed out', async () => {
  const browse = openBrowser();
  await signIn(browse, 'P-DESK');
  expect((await authorize(browse)).location).toContain(`${redirectUri}?code=`);
  const query = new URLSearchParams({ client_id: clientId, logout_uri: `${product}/` });
  expect((await browse(`/logout?${query}`)).location).toBe(`${product}/`);
  expect((await authorize(browse)).location).toContain('/sign-in/');
});

test('a code works once, for its own verifier and redirect, and only with PKCE', async () => {
  const code = await signIn(openBrowser(), 'P-CISO');
  expect((await exchange(code, { code_verifier: `${verifier}x` })).status).toBe(400);
  const good = await signIn(openBrowser(), 'P-CISO');
  expect((await exchange(good)).status).toBe(200);
  expect((await exchange(good)).status).toBe(400);
  const { location } = await authorize(openBrowser(), { code_challenge: '', code_challenge_method: '' });
  expect(new URL(location).searchParams.get('error')).toBe('invalid_request');
});

test('a stranger, a foreign redirect and a foreign origin are refused', async () => {
  const browse = openBrowser();
  const { location: page } = await authorize(browse);
  const stranger = await browse(`${page}?person=P-NOBODY`, { method: 'POST' });
  expect([stranger.status, stranger.location]).toEqual([200, '']);
  const foreign = await authorize(browse, { redirect_uri: 'https://example.com/' });
  expect([foreign.status, foreign.location]).toEqual([400, '']);
  expect(foreign.text).toContain('入れませんでした');
  const code = await signIn(openBrowser(), 'P-DESK');
  expect(
    (await exchange(code, {}, 'https://example.com')).headers.get('access-control-allow-origin'),
  ).toBeNull();
  const elsewhere = new URLSearchParams({ client_id: clientId, logout_uri: 'https://example.com/' });
  expect((await browse(`/logout?${elsewhere}`)).status).toBe(400);
  expect((await openBrowser()('/sign-in/nothing')).status).toBe(400);
});

test('a token of the operator is like any other and survives a restart', async () => {
  const token = await oidc.token('P-CISO');
  const again = await createOidc(options);
  expect(await again.verify(token)).toMatchObject({
    username: 'P-CISO',
    token_use: 'access',
    iss: issuerUrl,
  });
  expect(statSync(join(folder, 'keys', 'sign-in.json')).mode & 0o777).toBe(0o600);
});

test('a token forged, expired, of another issuer, client or use is refused', async () => {
  const { jwk } = JSON.parse(readFileSync(join(folder, 'keys', 'sign-in.json'), 'utf8'));
  const own = await importJWK(jwk, 'RS256');
  const good = decodeJwt(await oidc.token('P-CISO'));
  const signed = (claims: object, key = own) =>
    new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'RS256', kid: jwk.kid }).sign(key);
  expect(await oidc.verify(await signed({}))).toEqual(good);
  const wrong = [{ exp: 1 }, { iss: 'https://example.com' }, { client_id: 'other' }, { token_use: 'id' }];
  for (const claims of wrong) await expect(oidc.verify(await signed(claims))).rejects.toThrow();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await expect(oidc.verify(await signed({}, privateKey as never))).rejects.toThrow();
});
