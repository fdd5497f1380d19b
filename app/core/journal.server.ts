import { journal } from '#drizzle/schema';
import type { Context } from './context.server';
import { newId } from './ids';

export type Subject = {
  kind:
    | 'account'
    | 'contact'
    | 'assignment'
    | 'opportunity'
    | 'visit'
    | 'need'
    | 'commitment'
    | 'import'
    | 'person'
    | 'unit'
    | 'offering'
    | 'view'
    | 'coverage'
    | 'session';
  id: string;
  tenantId: number;
  unitId: number;
  ownerId?: string | null;
  accountId?: string | null;
};

/** Writes who did what in the command's own transaction: audit, timeline and outbox in one. */
export async function record(
  ctx: Context,
  event: string,
  subject: Subject,
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
) {
  await ctx.db.insert(journal).values({
    tenantId: subject.tenantId,
    id: newId(),
    at: ctx.now,
    actorId: ctx.actor.personId,
    event,
    subject: subject.kind,
    subjectId: subject.id,
    accountId: subject.accountId ?? (subject.kind === 'account' ? subject.id : null),
    unitId: subject.unitId,
    ownerId: subject.ownerId ?? null,
    before: change.before ?? null,
    after: change.after ?? null,
  });
}

/** The fields of `after` that differ from `before`, each side. */
export function difference<T extends Record<string, unknown>>(before: T, after: Partial<T>) {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const only = (row: Partial<T>) => Object.fromEntries(changed.map((key) => [key, row[key] ?? null]));
  return { changed, before: only(before), after: only(after) };
}
