import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import {
  accounts,
  competitors,
  contacts,
  journal,
  offerings,
  opportunities,
  people,
  stages,
  units,
  visits,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal } from '~/core/dates';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { inScope } from '~/core/scope.server';
import type { Names } from './change-words';
import { idsIn } from './changes';
import { journalInReach } from './history.server';
import type { JournalFilter } from './journal-input';
import { peopleInReach } from './queries/reach.server';

const columns = {
  id: journal.id,
  at: journal.at,
  event: journal.event,
  actorId: journal.actorId,
  actorName: people.name,
  subject: journal.subject,
  subjectId: journal.subjectId,
  accountId: journal.accountId,
  before: journal.before,
  after: journal.after,
};

function conditions(ctx: Context, filter: JournalFilter): SQL[] {
  const found: SQL[] = [journalInReach(ctx)];
  if (filter.person) found.push(eq(journal.actorId, filter.person));
  if (filter.event) found.push(eq(journal.event, filter.event));
  if (filter.subject) found.push(eq(journal.subject, filter.subject));
  if (filter.from) found.push(gte(journal.at, fromLocal(filter.from)));
  if (filter.to) found.push(lt(journal.at, fromLocal(addDays(filter.to, 1))));
  return found;
}

/** Entries in reach, newest first, from the cursor on. */
export async function listJournal(ctx: Context, filter: JournalFilter, after: string | null, limit = pageSize) {
  const cursor = readCursor(after);
  const where = conditions(ctx, filter);
  if (cursor) where.push(sql`(${journal.at}, ${journal.id}) < (${String(cursor.value)}::timestamptz, ${cursor.id})`);
  const found = await ctx.db
    .select(columns)
    .from(journal)
    .leftJoin(people, eq(people.id, journal.actorId))
    .where(and(...where))
    .orderBy(desc(journal.at), desc(journal.id))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    after: found.length > limit && last ? writeCursor({ value: last.at.toISOString(), id: last.id }) : null,
  };
}
export type JournalRow = Awaited<ReturnType<typeof listJournal>>['rows'][number];

/** Names for the ids that entries mention, as far as the person may see them; stages and units by `stage:4`, stages by their code, too. */
export async function listNames(
  ctx: Context,
  rows: Pick<JournalRow, 'subjectId' | 'accountId' | 'before' | 'after'>[],
) {
  const ids = [...new Set([...idsIn(rows), ...rows.flatMap((row) => [row.subjectId, row.accountId ?? []].flat())])];
  if (!ids.length) return {};
  const { db } = ctx;
  const named = await Promise.all([
    db.select({ id: people.id, name: people.name }).from(people).where(and(inArray(people.id, ids), peopleInReach(ctx))),
    db.select({ id: accounts.id, name: accounts.name }).from(accounts).where(and(inArray(accounts.id, ids), inScope(ctx, accounts, accounts.id))),
    db.select({ id: contacts.id, name: contacts.name }).from(contacts).where(and(inArray(contacts.id, ids), inScope(ctx, contacts, contacts.accountId))),
    db.select({ id: opportunities.id, name: opportunities.title }).from(opportunities).where(and(inArray(opportunities.id, ids), inScope(ctx, opportunities, opportunities.accountId))),
    db.select({ id: visits.id, name: visits.purpose }).from(visits).where(and(inArray(visits.id, ids), inScope(ctx, visits, visits.accountId))),
    db.select({ id: offerings.id, name: offerings.name }).from(offerings).where(inArray(offerings.id, ids)),
    db.select({ id: competitors.id, name: competitors.name }).from(competitors).where(inArray(competitors.id, ids)),
    db.select({ id: sql<string>`'unit:' || ${units.id}`, name: units.name }).from(units),
    db.select({ id: sql<string>`'stage:' || ${stages.code}`, name: ctx.actor.locale === 'en' ? stages.nameEn : stages.name }).from(stages),
    db.select({ id: sql<string>`'stage:' || ${stages.id}`, name: ctx.actor.locale === 'en' ? stages.nameEn : stages.name }).from(stages),
  ]); // biome-ignore format: one line a table
  const names: Names = {};
  for (const { id, name } of named.flat()) names[id] = name;
  return names;
}

/** The page of what an entry is about; null when it has none. */
export function subjectPath(row: Pick<JournalRow, 'subject' | 'subjectId' | 'accountId'>): string | null {
  switch (row.subject) {
    case 'account':
      return paths.account(row.subjectId);
    case 'contact':
      return row.accountId && paths.contact(row.accountId, row.subjectId);
    case 'assignment':
    case 'need':
    case 'commitment':
      return row.accountId && paths.account(row.accountId);
    case 'opportunity':
      return paths.opportunity(row.subjectId);
    case 'visit':
      return paths.visit(row.subjectId);
    case 'person':
      return paths.person(row.subjectId);
    case 'import':
      return paths.import(row.subjectId);
    case 'rule':
      return paths.rule(row.subjectId);
    case 'unit':
      return '/units';
    default:
      return null;
  }
}

/** Colleagues for the filter of who did it: those who wrote something lately. */
export async function listJournalActors(ctx: Context) {
  const recent = ctx.db
    .select({ actorId: journal.actorId })
    .from(journal)
    .where(journalInReach(ctx))
    .orderBy(desc(journal.at))
    .limit(1000)
    .as('recent');
  return ctx.db
    .selectDistinct({ id: people.id, name: people.name })
    .from(recent)
    .innerJoin(people, eq(people.id, recent.actorId))
    .orderBy(people.name)
    .limit(200);
}
