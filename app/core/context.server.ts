import { redirect } from '@remix-run/node';
import type { Role } from '~/features/people/rules';
import { type Db, reader, transaction } from './db.server';
import { forgetFigures } from './dear-figures.server';
import { type LaneName, laneOf } from './lane';
import { acceptedLocale } from './locale';
import { paths } from './paths';
import { chosenLocale } from './preferences.server';
import { unauthorised } from './refusals.server';
import { findActor, isForPrograms } from './session.server';

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
  /** What a program's token may be used for; a person who is signed in has none. */
  scopes?: string[];
  /** The company demands a second factor, and there is none yet: nothing but setting it up is open. */
  mustSetUp?: boolean;
};

/** Everything a query or command may lean on: who asks, through which connection, at what moment. */
export type Context = {
  actor: Actor;
  db: Db;
  now: Date;
  inTransaction?: boolean;
  /** The number of the request in the log, where an answer tells it. */
  requestId?: string;
  /** The automatic rules that led here, the first one first; absent when a person did. */
  causedBy?: string[];
};

export const contextFor = (actor: Actor, now = new Date(), lane?: LaneName): Context => ({
  actor,
  db: reader(actor, lane),
  now,
});

export async function findContext(request: Request, lane?: LaneName): Promise<Context | null> {
  const actor = await findActor(request);
  if (!actor) return null;
  // a language chosen in this browser, or asked for by a program, goes before the person's own
  const chosen = actor.scopes ? acceptedLocale(request.headers.get('Accept-Language')) : chosenLocale(request);
  const asked = lane ?? laneOf(request.method, new URL(request.url).pathname);
  return contextFor({ ...actor, locale: chosen ?? actor.locale }, undefined, asked);
}

const isSetUpPage = (request: Request) => new URL(request.url).pathname.replace(/\.data$/, '') === paths.secondFactor;

/**
 * Every loader and every action begins here; Remix calls each of them alone. What surrounds a report names its lane, so
 * that it is there when the report is refused.
 */
export async function requireContext(request: Request, lane?: LaneName): Promise<Context> {
  const ctx = await findContext(request, lane);
  if (ctx?.actor.mustSetUp && !isSetUpPage(request)) throw redirect(paths.secondFactor);
  if (ctx) return ctx;
  // a program is told, a person is led to the sign-in page
  if (isForPrograms(request)) throw unauthorised();
  const { pathname, search } = new URL(request.url);
  const to = request.method === 'GET' ? pathname.replace(/\.data$/, '') + search : '/';
  throw redirect(`/login?to=${encodeURIComponent(to)}`);
}

/** One transaction for all of `work`; joins the one already under way. */
export async function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.inTransaction) return work(ctx);
  const done = await transaction(ctx.actor, (db) => work({ ...ctx, db, inTransaction: true }));
  forgetFigures(ctx.actor.personId);
  return done;
}
