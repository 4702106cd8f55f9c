import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { writeDurably } from '#/local/durable.ts';
import { html, type Layout, PAGE_HEADERS } from '#/local/pages/page.ts';
import { signInText as words } from '#/local/pages/text-pages.ts';
import { createMemory } from '#/local/sign-in/oidc-memory.ts';

export interface Account {
  id: string;
  name: string;
  posts: readonly string[];
}

export interface OidcOptions {
  issuerUrl: string;
  folder: string;
  clientId: string;
  redirectUris: readonly string[];
  accounts: () => Promise<readonly Account[]>;
  page: Layout;
}

export interface Oidc {
  /** Serves /oauth2/*, /logout, /sign-in/*, /.well-known/* and, for whoever works with the API, /token. */
  handler(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** The claims of an access token, or a throw. */
  verify(token: string): Promise<Claims>;
  token(personId: string): Promise<string>;
}

type Claims = Record<string, unknown>;
type Page = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

interface Keys {
  jwk: JWK;
  cookie: string;
}

const SCOPE = 'openid';
const VALID_SECONDS = 3600;

export async function createOidc(options: OidcOptions): Promise<Oidc> {
  const { issuerUrl, folder, clientId, redirectUris, accounts, page } = options;
  const keys = await openKeys(join(folder, 'keys', 'sign-in.json'));
  const { d, p, q, dp, dq, qi, ...publicKey } = keys.jwk;
  const keySet = createLocalJWKSet({ keys: [publicKey] });
  const origins = redirectUris.map((uri) => new URL(uri).origin);
  const provider = new Provider(issuerUrl, configuration(options, keys, origins));
  const serve = provider.callback();
  const fail = (response: ServerResponse, message: string) =>
    void response.writeHead(400, PAGE_HEADERS).end(page(words.failed, html`<p>${message}</p>`));

  async function verify(token: string): Promise<Claims> {
    const { payload } = await jwtVerify(token, keySet, { issuer: issuerUrl, algorithms: ['RS256'] });
    if (payload.token_use === 'access' && payload.client_id === clientId) return payload;
    throw new Error('not an access token of this client');
  }

  const knows = async (personId: string) => (await accounts()).some(({ id }) => id === personId);

  async function token(personId: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = accessClaims(options, personId, now, randomUUID());
    const header = { alg: 'RS256', kid: keys.jwk.kid ?? '' };
    return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(keys.jwk, 'RS256'));
  }

  const pages: Record<string, Page> = {
    async '/token'(_request, response, { searchParams }) {
      const personId = searchParams.get('person') ?? '';
      const known = await knows(personId);
      response.writeHead(known ? 200 : 404, { ...PAGE_HEADERS, 'content-type': 'text/plain' });
      response.end(known ? await token(personId) : '');
    },
    async '/oauth2/userInfo'(request, response) {
      const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
      const { sub, username } = await verify(token).catch(() => ({}) as Claims);
      response.writeHead(sub ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(sub ? { sub, username } : { error: 'invalid_token' }));
    },
    async '/logout'(_request, response, { searchParams }) {
      const target = URL.parse(searchParams.get('logout_uri') ?? '');
      const known = searchParams.get('client_id') === clientId && target && origins.includes(target.origin);
      if (!known) return fail(response, words.failed);
      const gone = ['_session', '_session.sig'].map((name) => `${name}=; Path=/; Max-Age=0; HttpOnly`);
      response.writeHead(302, { location: target.href, 'set-cookie': gone }).end();
    },
  };

  const signIn: Page = async (request, response, { searchParams }) => {
    await provider.interactionDetails(request, response);
    const accountId = searchParams.get('person') ?? '';
    if (request.method === 'POST' && (await knows(accountId))) {
      return provider.interactionFinished(request, response, { login: { accountId } });
    }
    response.writeHead(200, PAGE_HEADERS).end(page(words.title, choice(await accounts())));
  };

  return {
    handler(request, response) {
      const url = new URL(request.url ?? '/', issuerUrl);
      const own = url.pathname.startsWith('/sign-in/') ? signIn : pages[url.pathname];
      return own
        ? own(request, response, url).catch(() => fail(response, words.expired))
        : serve(request, response);
    },
    verify,
    token,
  };
}

function choice(people: readonly Account[]) {
  const row = ({ id, name, posts }: Account) =>
    html`<form class="row" method="post" action="?person=${encodeURIComponent(id)}"><span><b>${name}</b><br>
<span class="note">${posts.join('、') || words.noPosts}</span></span><button>${words.enter}</button></form>`;
  const rows = people.length ? people.map(row) : html`<p class="row">${words.nobody}</p>`;
  return html`<p class="panel alert">${words.note}</p>
<div class="rows">${rows}</div>`;
}

async function openKeys(path: string): Promise<Keys> {
  if (!existsSync(path)) {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
    writeDurably(path, JSON.stringify({ jwk, cookie: randomBytes(32).toString('hex') }));
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** As in a user pool, `sub` is not the name that a person signs in with. */
function subjectOf(id: string): string {
  const hash = createHash('sha256').update(`subject ${id}`).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

function accessClaims({ clientId, issuerUrl }: OidcOptions, personId: string, now: number, id: string) {
  return {
    sub: subjectOf(personId),
    'cognito:groups': [],
    iss: issuerUrl,
    version: 2,
    client_id: clientId,
    token_use: 'access',
    scope: SCOPE,
    auth_time: now,
    iat: now,
    exp: now + VALID_SECONDS,
    jti: id,
    username: personId,
  };
}

function configuration(options: OidcOptions, keys: Keys, origins: string[]): Configuration {
  const { issuerUrl, clientId, redirectUris, accounts, page } = options;
  const resource = new URL(issuerUrl).href;
  return {
    adapter: createMemory(),
    clients: [
      {
        client_id: clientId,
        redirect_uris: [...redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'none',
        subject_type: 'pairwise',
      },
    ],
    jwks: { keys: [{ ...keys.jwk, kty: 'RSA' }] },
    cookies: { keys: [keys.cookie] },
    scopes: [SCOPE],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_ctx, id) => subjectOf(id),
    claims: { openid: ['sub', 'cognito:username'] },
    pkce: { required: () => true },
    routes: { authorization: '/oauth2/authorize', token: '/oauth2/token', jwks: '/.well-known/jwks.json' },
    clientBasedCORS: (_ctx, origin) => origins.includes(origin),
    interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}` },
    async findAccount(_ctx, id) {
      const known = (await accounts()).some((account) => account.id === id);
      return known ? { accountId: id, claims: () => ({ sub: id, 'cognito:username': id }) } : undefined;
    },
    // Whoever signs in has granted what this one client asks for; there is nothing to consent to.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope(SCOPE);
      grant.addResourceScope(resource, SCOPE);
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        getResourceServerInfo: () => ({
          scope: SCOPE,
          audience: clientId,
          accessTokenTTL: VALID_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt(_ctx, token, { payload }) {
          const personId = 'accountId' in token ? String(token.accountId) : '';
          const now = Number(payload.iat);
          Object.assign(payload, accessClaims(options, personId, now, String(payload.jti)));
        },
      },
    },
    ttl: {
      AccessToken: VALID_SECONDS,
      AuthorizationCode: 60,
      IdToken: VALID_SECONDS,
      Interaction: 3600,
      Session: 12 * 3600,
      Grant: 12 * 3600,
    },
    renderError(ctx: KoaContextWithOIDC, out) {
      ctx.set(PAGE_HEADERS);
      const reason = html`<p class="note">${out.error}: ${out.error_description}</p>`;
      ctx.body = page(words.failed, html`<p>${words.expired}</p>${reason}`);
    },
  };
}
