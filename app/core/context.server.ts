import { redirect } from '@remix-run/node';
import type { Role } from '~/features/people/rules';
import { type Db, reader, transaction } from './db.server';
import { chosenLocale } from './preferences.server';
import { unauthorised } from './refusals.server';
import { findActor } from './session.server';

export type Actor = {
  sessionId: string;
  personId: string;
  name: string;
  email: string;
  /** The role acted in now, one of `roles`. */
  role: Role;
  roles: Role[];
  tenantId: number;
  tenantName: string;
  unitId: number;
  unitName: string;
  locale: 'zh-CN' | 'en';
  /** Units the active role is held for. */
  ledUnits: number[];
  /** Tenants seen whole, and the units seen besides. */
  visibleTenants: number[];
  visibleUnits: number[];
};

/** Everything a query or command may lean on: who asks, through which connection, at what moment. */
export type Context = { actor: Actor; db: Db; now: Date; inTransaction?: boolean };

export const contextFor = (actor: Actor, now = new Date()): Context => ({ actor, db: reader(actor), now });

export async function findContext(request: Request): Promise<Context | null> {
  const actor = await findActor(request);
  if (!actor) return null;
  // a language chosen in this browser goes before the person's own
  return contextFor({ ...actor, locale: chosenLocale(request) ?? actor.locale });
}

/** Every loader and every action begins here; Remix calls each of them alone. */
export async function requireContext(request: Request): Promise<Context> {
  const ctx = await findContext(request);
  if (ctx) return ctx;
  const { pathname, search } = new URL(request.url);
  // a program is told, a person is led to the sign-in page
  if (pathname.startsWith('/api/')) throw unauthorised();
  const to = request.method === 'GET' ? pathname.replace(/\.data$/, '') + search : '/';
  throw redirect(`/login?to=${encodeURIComponent(to)}`);
}

/** One transaction for all of `work`; joins the one already under way. */
export function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.inTransaction) return work(ctx);
  return transaction(ctx.actor, (db) => work({ ...ctx, db, inTransaction: true }));
}
