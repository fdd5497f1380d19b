import { LRUCache } from 'lru-cache';
import * as client from 'openid-client';
import * as z from 'zod';
import { door } from '~/core/db.server';
import { env } from '~/core/env.server';
import { ok, type Result, refused } from '~/core/result';
import { keepChallenge, takeChallenge } from './challenges.server';

export type Provider = (typeof env.SSO_PROVIDERS)[number];

export const findProvider = (company: string, providers = env.SSO_PROVIDERS) =>
  providers.find((one) => one.tenant === company) ?? null;

/** What a service says of itself is asked once an hour. */
const known = new LRUCache<string, client.Configuration>({ max: 100, ttl: 3_600_000 });

async function configurationOf({ issuer, clientId, clientSecret }: Provider) {
  const key = `${issuer} ${clientId}`;
  const seen = known.get(key);
  if (seen) return seen;
  const url = new URL(issuer);
  // the settings allow http on this machine only
  const execute = url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  const found = await client.discovery(url, clientId, clientSecret, undefined, { execute, timeout: 10 });
  known.set(key, found);
  return found;
}

const kept = z.object({
  use: z.literal('sso'),
  company: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
});

const backOf = (origin: string, company: string) => `${origin}/login/sso/${company}/back`;
const failed = refused('access.sso_failed');

type Start = { origin: string; to: string; address: string | undefined };

/** Where the browser goes to be recognised, and the cookie it comes back with. */
export async function startSso(provider: Provider, { origin, to, address }: Start) {
  const configuration = await quietly(() => configurationOf(provider));
  if (!configuration) return failed;
  const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: backOf(origin, provider.tenant),
    scope: 'openid email',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const content = { use: 'sso', company: provider.tenant, state, nonce, verifier, to };
  return ok({ url: url.href, cookie: await keepChallenge(content, address) });
}

/** Whom the service has recognised: somebody of that company whom it spoke of before, or by a verified mail address. */
export async function finishSso(
  provider: Provider,
  request: Request,
  origin: string,
): Promise<Result<{ personId: string; to: string }>> {
  const asked = kept.safeParse(await takeChallenge(request));
  if (!asked.success || asked.data.company !== provider.tenant) return failed;
  const { state, nonce, verifier, to } = asked.data;
  const url = new URL(backOf(origin, provider.tenant));
  url.search = new URL(request.url).search;
  const told = await quietly(async () => {
    const configuration = await configurationOf(provider);
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) return null;
    const more =
      claims.email === undefined && configuration.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : claims;
    return { issuer: claims.iss, subject: claims.sub, email: more.email_verified === true ? more.email : undefined };
  });
  if (!told) return failed;
  const email = typeof told.email === 'string' ? told.email : null;
  const [row] = await door<{ id: string | null }>('select app.sso_person($1, $2, $3, $4) as id', [
    provider.tenant,
    told.issuer,
    told.subject,
    email,
  ]);
  return row?.id ? ok({ personId: row.id, to }) : refused('access.sso_unknown');
}

/** The other side may be away, refuse, or say what was not asked: to the person all that is one. */
async function quietly<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null; // what the library says may hold codes and tokens, so it is not logged
  }
}
