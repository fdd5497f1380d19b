import { createHash, randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { inject } from 'vitest';
import { newId } from '~/core/ids';
import { tally } from './tally';

/** A token of the person with this address, in their first role unless one is named. */
export async function tokenOf(sql: postgres.Sql, email: string, { scopes = 'read,write', role = '' } = {}) {
  const token = `jkt_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(token).digest('hex');
  const [made] = await sql`
    insert into api_tokens (id, token_hash, person_id, role, name, scopes, expires_at)
    select ${newId()}, ${hash}, p.id, g.role, 'test', ${`{${scopes}}`}::text[], now() + interval '1 hour'
    from people p join role_grants g on g.person_id = p.id
    where p.email = ${email} and ${role} in ('', g.role) order by g.role limit 1 returning id`;
  if (!made) throw new Error(`nobody is ${email}`);
  return token;
}

export type Told = { status: number; body: Record<string, unknown>; text: string; headers: Headers };
type Ask = { body?: unknown; headers?: Record<string, string> };

/** A program at the REST interface. */
export class Program {
  constructor(
    readonly token: string | null,
    readonly base = inject('baseUrl'),
  ) {}

  async ask(method: string, path: string, { body, headers = {} }: Ask = {}): Promise<Told> {
    tally();
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(new URL(`/api/v1${path}`, this.base), {
      method,
      body: sent,
      headers: {
        'Accept-Language': 'en',
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        ...headers,
      },
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    return { status: response.status, text, body: isJson && text ? JSON.parse(text) : {}, headers: response.headers };
  }

  get = (path: string, headers?: Record<string, string>) => this.ask('GET', path, { headers });
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) =>
    this.ask('POST', path, { body, headers });
  patch = (path: string, version: number, body: unknown) =>
    this.ask('PATCH', path, { body, headers: { 'If-Match': `"${version}"` } });
  remove = (path: string, version: number) => this.ask('DELETE', path, { headers: { 'If-Match': `"${version}"` } });
}
