import { createHash, randomBytes } from 'node:crypto';
import { createCookie } from '@remix-run/node';
import { LRUCache } from 'lru-cache';
import type { Role, SignInMethod } from '~/features/people/rules';
import type { Actor } from './context.server';
import { door } from './db.server';
import { env } from './env.server';
import { newId } from './ids';

const secure = env.ORIGIN.startsWith('https:');

/** Holds a random token only; `__Host-` wants HTTPS, which a plain localhost has not. */
const cookie = createCookie(secure ? '__Host-session' : 'session', {
  httpOnly: true,
  secure,
  sameSite: 'lax',
  path: '/',
  maxAge: env.SESSION_HOURS * 3600,
});

const hash = (token: string) => createHash('sha256').update(token).digest('hex');

/** A change of role or scope is seen within this time in every process. */
const known = new LRUCache<string, Actor>({ max: 5000, ttl: 3000 });

type SessionRow = {
  session_id: string;
  person_id: string;
  role: Role;
  roles: Role[] | string;
  tenant_id: number;
  tenant_name: string;
  unit_id: number;
  unit_name: string;
  name: string;
  email: string;
  locale: 'zh-CN' | 'en';
  led_units: number[] | string;
  visible_tenants: number[] | string;
  visible_units: number[] | string;
  scopes?: string[] | string;
  must_set_up?: boolean;
};

/** Without type fetching arrays arrive as `{1,2}`. */
const list = (text: unknown): string[] =>
  Array.isArray(text)
    ? text.map(String)
    : String(text ?? '{}')
        .slice(1, -1)
        .split(',')
        .filter(Boolean);

async function tokenHash(request: Request) {
  const token: unknown = await cookie.parse(request.headers.get('Cookie'));
  return typeof token === 'string' && token.length === 43 ? hash(token) : null;
}

/** What programs ask, and nobody else: tokens count here only, and cookies do not. */
export const isForPrograms = (request: Request) =>
  /^\/(api\/|tmf-api\/|mcp(\.data)?$)/.test(new URL(request.url).pathname);

const bearerHash = (request: Request) => {
  const token = /^Bearer (jkt_[\w-]{43})$/.exec(request.headers.get('Authorization') ?? '')?.[1];
  return token ? hash(token) : null;
};

export async function findActor(request: Request): Promise<Actor | null> {
  const bearer = isForPrograms(request);
  const key = bearer ? bearerHash(request) : await tokenHash(request);
  if (!key) return null;
  const seen = known.get(key);
  if (seen) return seen;
  const [row] = await door<SessionRow>(`select * from app.${bearer ? 'token' : 'session'}($1)`, [key]);
  if (!row) return null;
  const actor: Actor = {
    sessionId: row.session_id,
    personId: row.person_id,
    role: row.role,
    roles: list(row.roles) as Role[],
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    unitId: row.unit_id,
    unitName: row.unit_name,
    name: row.name,
    email: row.email,
    locale: row.locale,
    ledUnits: list(row.led_units).map(Number),
    visibleTenants: list(row.visible_tenants).map(Number),
    visibleUnits: list(row.visible_units).map(Number),
    ...(bearer && { scopes: list(row.scopes) }),
    ...(row.must_set_up && { mustSetUp: true }),
  };
  known.set(key, actor);
  return actor;
}

const lifetime = `${env.SESSION_HOURS} hours`;
const makeToken = () => randomBytes(32).toString('base64url');

type Opening = { address: string | undefined; method?: SignInMethod; waits?: boolean };

/** Starts a session and returns the `Set-Cookie` header; the old session, if any, ends. One that `waits` needs a second step. */
export async function openSession(
  request: Request,
  personId: string,
  { address, method = 'password', waits = false }: Opening,
) {
  await closeSession(request);
  const token = makeToken();
  const device = request.headers.get('User-Agent')?.slice(0, 200) ?? null;
  await door('select app.open_session($1, $2, $3, $4::interval, $5, $6, $7, $8::text::boolean)', [
    newId(),
    hash(token),
    personId,
    lifetime,
    address ?? null,
    device,
    method,
    String(waits),
  ]);
  return cookie.serialize(token);
}

/** Who has given the password and not yet the code, with their encrypted secret. */
export async function findWaiting(request: Request) {
  const key = await tokenHash(request);
  if (!key) return null;
  const [row] = await door<{ person_id: string; sealed: string }>('select * from app.waiting_session($1)', [key]);
  return row ? { personId: row.person_id, sealed: row.sealed } : null;
}

/** Makes a waiting session whole with a code that is taken once; null when it was taken before, or the time is up. */
export async function finishSession(request: Request, taken: { step?: number; code?: string }) {
  const key = await tokenHash(request);
  const token = makeToken();
  const [row] = await door<{ done: boolean }>(
    'select app.finish_session($1, $2, $3::text::bigint, $4, $5::interval) as done',
    [key, hash(token), taken.step === undefined ? null : String(taken.step), taken.code ?? null, lifetime],
  );
  return row?.done ? cookie.serialize(token) : null;
}

export async function closeSession(request: Request) {
  const key = await tokenHash(request);
  if (key) {
    known.delete(key);
    await door('select app.close_session($1)', [key]);
  }
  return cookie.serialize('', { maxAge: 0 });
}

/** After a change of the person's own session (role, language) the next request reads it anew. */
export const forgetActor = async (request: Request) => {
  const key = await tokenHash(request);
  if (key) known.delete(key);
};
