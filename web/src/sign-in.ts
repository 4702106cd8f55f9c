import { dropAllDrafts } from '#/web/src/form/draft.ts';

export interface Config {
  signInUrl: string;
  clientId: string;
  publicUrl: string;
}

const TOKEN = 'token';
const PENDING = 'sign-in';
const LEFT = 'signed-out';
const RETURN_PATH = '/desk/signed-in';

interface Pending {
  state: string;
  verifier: string;
  returnTo: string;
}

let config: Promise<Config> | undefined;
const configuration = (): Promise<Config> => {
  config ??= fetch('/config.json').then(async (response) => {
    if (!response.ok) throw new Error(`config ${response.status}`);
    return (await response.json()) as Config;
  });
  config.catch(() => {
    config = undefined;
  });
  return config;
};

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const random = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

export const accessToken = (): string | null => sessionStorage.getItem(TOKEN);
export const hasSignedOut = (): boolean => sessionStorage.getItem(LEFT) !== null;
export const isReturning = (): boolean => location.pathname === RETURN_PATH;

/** Leaves for the sign-in page; the way back leads to where one was. */
export async function signIn(): Promise<void> {
  const { signInUrl, clientId, publicUrl } = await configuration();
  const returnTo = isReturning() ? '/desk' : location.pathname + location.search;
  const pending: Pending = { state: random(), verifier: random(), returnTo };
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier));
  sessionStorage.removeItem(LEFT);
  sessionStorage.removeItem(TOKEN);
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: publicUrl + RETURN_PATH,
    scope: 'openid',
    state: pending.state,
    code_challenge: base64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  location.assign(`${signInUrl}/oauth2/authorize?${query}`);
}

/** Exchanges the code for a token. Gives the page to go back to, or undefined if the sign-in did not work. */
export async function finishSignIn(): Promise<string | undefined> {
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null') as Pending | null;
  const query = new URLSearchParams(location.search);
  const code = query.get('code');
  if (pending === null || code === null || query.get('state') !== pending.state) return undefined;
  sessionStorage.removeItem(PENDING);
  const { signInUrl, clientId, publicUrl } = await configuration();
  const response = await fetch(`${signInUrl}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      code,
      redirect_uri: publicUrl + RETURN_PATH,
      code_verifier: pending.verifier,
    }),
  });
  if (!response.ok) return undefined;
  const { access_token: token } = (await response.json()) as { access_token: string };
  sessionStorage.setItem(TOKEN, token);
  return pending.returnTo;
}

export async function signOut(): Promise<void> {
  const { signInUrl, clientId, publicUrl } = await configuration();
  sessionStorage.removeItem(TOKEN);
  dropAllDrafts(sessionStorage);
  sessionStorage.setItem(LEFT, 'yes');
  const query = new URLSearchParams({ client_id: clientId, logout_uri: `${publicUrl}/desk` });
  location.assign(`${signInUrl}/logout?${query}`);
}
