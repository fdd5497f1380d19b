import { sql } from 'drizzle-orm';
import { journal } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Cursor } from '~/core/paging';
import { inReach, inScope } from '~/core/scope.server';
import type { JournalEvent } from './events';
import { byUnit, iso, ms, past, perPage, type Row, text } from './rows.server';

export async function journalOf(
  ctx: Context,
  accountId: string,
  told: readonly string[],
  cursor: Cursor | null,
  unitId: number | null,
): Promise<JournalEvent[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select j.id, j.at, p.name as who, j.event, j.subject_id, j.subject, j.before::text as before, j.after::text as after,
      f.name as from_name, t.name as to_name
    from (select * from journal where account_id = ${accountId} and ${inReach(ctx, journal.tenantId)} and event = any(${`{${told}}`}::text[])
      and ${inScope(ctx, journal, journal.accountId)} and ${past(sql`at`, sql`id`, cursor)} and ${byUnit(sql`actor_id`, unitId)}
      order by ${ms(sql`at`)} desc, id limit ${perPage + 1}) j
    left join people p on p.id = j.actor_id
    left join people f on j.event = 'account.assigned' and f.id = (j.before ->> 'ownerId')::uuid
    left join people t on j.event = 'account.assigned' and t.id = (j.after ->> 'ownerId')::uuid`);
  const object = (value: Row[string] | undefined) =>
    value ? (JSON.parse(String(value)) as Record<string, unknown>) : {};
  return [...rows].map((row) => ({
    type: 'journal',
    id: String(row.id),
    at: iso(row.at),
    who: text(row.who),
    event: String(row.event),
    subjectId: String(row.subject_id),
    subject: String(row.subject),
    before: object(row.before),
    after: object(row.after),
    fromName: text(row.from_name),
    toName: text(row.to_name),
  }));
}
