import { type SQL, sql } from 'drizzle-orm';
import {
  accounts,
  attachments,
  competitorMoves,
  contacts,
  interactions,
  opportunities,
  visitComments,
  visits,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';
import { keptDays, type RecycleKind } from './recycled';

export type Recycled = {
  kind: RecycleKind;
  id: string;
  name: string;
  accountName: string | null;
  ownerId: string;
  deletedAt: string;
  deletedBy: string | null;
};

/** What was deleted in the last 30 days and lies in scope, the latest first, 100 of each kind. */
export async function listRecycled(ctx: Context): Promise<Recycled[]> {
  const since = new Date(ctx.now.getTime() - keptDays * 86_400_000).toISOString();
  const recent = sql`deleted_at >= ${since}::timestamptz`;
  const order = sql`order by deleted_at desc, id limit 100`;
  const of = async (kind: RecycleKind, rows: SQL, name: SQL, account: SQL) => {
    const found = await ctx.db.execute<Record<string, string | null>>(sql`
      select r.id, ${name} as name, a.name as account_name, ${kind === 'comment' ? sql`r.author_id` : sql`r.owner_id`} as owner_id, r.deleted_at, p.name as deleted_by
      from (${rows}) r left join people p on p.id = r.deleted_by
      left join accounts a on a.tenant_id = r.tenant_id and a.id = ${account}`);
    return [...found].map(
      (row): Recycled => ({
        kind,
        id: String(row.id),
        name: String(row.name),
        accountName: row.account_name ?? null,
        ownerId: String(row.owner_id),
        deletedAt: new Date(row.deleted_at ?? 0).toISOString(),
        deletedBy: row.deleted_by ?? null,
      }),
    );
  };
  const lists = await Promise.all([
    of(
      'account',
      sql`select * from accounts where ${recent} and not app.is_merged(tenant_id, id) and ${inScope(ctx, accounts, accounts.id)} ${order}`,
      sql`r.name`,
      sql`r.parent_id`,
    ),
    of(
      'contact',
      sql`select * from contacts where ${recent} and not app.is_merged_contact(tenant_id, id) and ${inScope(ctx, contacts, contacts.accountId)} ${order}`,
      sql`r.name`,
      sql`r.account_id`,
    ),
    of(
      'opportunity',
      sql`select * from opportunities where ${recent} and ${inScope(ctx, opportunities, opportunities.accountId)} ${order}`,
      sql`r.title`,
      sql`r.account_id`,
    ),
    of(
      'visit',
      sql`select * from visits where ${recent} and ${inScope(ctx, visits, visits.accountId)} ${order}`,
      sql`r.purpose`,
      sql`r.account_id`,
    ),
    of(
      'interaction',
      sql`select * from interactions where ${recent} and ${inScope(ctx, interactions, interactions.accountId)} ${order}`,
      sql`coalesce(r.subject, left(r.text, 80))`,
      sql`r.account_id`,
    ),
    of(
      'file',
      sql`select * from attachments where ${recent} and ${inScope(ctx, attachments, attachments.accountId)}
        and (exists (select from visits v where v.tenant_id = attachments.tenant_id and v.id = visit_id and v.deleted_at is null)
          or exists (select from opportunities o where o.tenant_id = attachments.tenant_id and o.id = opportunity_id and o.deleted_at is null)) ${order}`,
      sql`r.name`,
      sql`r.account_id`,
    ),
    of(
      'move',
      sql`select * from competitor_moves where ${recent} and ${inScope(ctx, competitorMoves, competitorMoves.accountId)} ${order}`,
      sql`(select c.name from competitors c where c.id = r.competitor_id)`,
      sql`r.account_id`,
    ),
    // whoever took words back shows them to nobody
    of(
      'comment',
      sql`select * from visit_comments where ${recent} and author_id = ${ctx.actor.personId} and deleted_by = author_id
        and ${inScope(ctx, visitComments, visitComments.accountId)} ${order}`,
      sql`left(r.text, 80)`,
      sql`r.account_id`,
    ),
  ]);
  return lists.flat().sort((a, b) => b.deletedAt.localeCompare(a.deletedAt) || a.id.localeCompare(b.id));
}
