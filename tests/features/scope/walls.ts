import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import {
  accounts,
  assignments,
  attachments,
  commitments,
  competitorMoves,
  contacts,
  contractAmendments,
  contractSites,
  contracts,
  importRows,
  imports,
  installedProducts,
  interactions,
  journal,
  needs,
  opportunities,
  opportunityChanges,
  qualificationScores,
  qualifications,
  quoteLines,
  quoteLinks,
  quotePapers,
  quoteQuestions,
  quoteSites,
  quotes,
  quoteVersions,
  sites,
  visitAttendees,
  visitComments,
  visitConfirmations,
  visitInvitations,
  visits,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';
import { journalInReach } from '~/features/people/history.server';
import type { Transaction } from '../../support/rollback';
import type { Built } from './build';
import { type Identity, identitiesOf, oracle } from './oracle';
import type { Organisation } from './organisation';

type Scoped = PgTable & { tenantId: PgColumn; id: PgColumn; unitId: PgColumn; ownerId: PgColumn };
type Wall = (ctx: Context, table: Scoped, account: PgColumn | null) => SQL;

/** Every business table, by name, with the column that names its account. */
export const tables: Record<string, { table: Scoped; account: PgColumn | null }> = {
  accounts: { table: accounts, account: accounts.id },
  assignments: { table: assignments, account: assignments.accountId },
  sites: { table: sites, account: sites.accountId },
  contacts: { table: contacts, account: contacts.accountId },
  opportunities: { table: opportunities, account: opportunities.accountId },
  opportunity_changes: { table: opportunityChanges, account: opportunityChanges.accountId },
  qualifications: { table: qualifications, account: qualifications.accountId },
  qualification_scores: { table: qualificationScores, account: qualificationScores.accountId },
  visits: { table: visits, account: visits.accountId },
  visit_attendees: { table: visitAttendees, account: visitAttendees.accountId },
  visit_comments: { table: visitComments, account: visitComments.accountId },
  needs: { table: needs, account: needs.accountId },
  commitments: { table: commitments, account: commitments.accountId },
  competitor_moves: { table: competitorMoves, account: competitorMoves.accountId },
  interactions: { table: interactions, account: interactions.accountId },
  attachments: { table: attachments, account: attachments.accountId },
  visit_confirmations: { table: visitConfirmations, account: visitConfirmations.accountId },
  visit_invitations: { table: visitInvitations, account: visitInvitations.accountId },
  quotes: { table: quotes, account: quotes.accountId },
  quote_sites: { table: quoteSites, account: quoteSites.accountId },
  quote_lines: { table: quoteLines, account: quoteLines.accountId },
  quote_versions: { table: quoteVersions, account: quoteVersions.accountId },
  quote_links: { table: quoteLinks, account: quoteLinks.accountId },
  quote_questions: { table: quoteQuestions, account: quoteQuestions.accountId },
  quote_papers: { table: quotePapers, account: quotePapers.accountId },
  contracts: { table: contracts, account: contracts.accountId },
  contract_sites: { table: contractSites, account: contractSites.accountId },
  installed_products: { table: installedProducts, account: installedProducts.accountId },
  contract_amendments: { table: contractAmendments, account: contractAmendments.accountId },
  journal: { table: journal, account: journal.accountId },
  imports: { table: imports, account: null },
  import_rows: { table: importRows, account: null },
};

export const ours: Wall = (ctx, table, account) =>
  table === journal ? journalInReach(ctx) : inScope(ctx, table, account);

type Seen = Map<string, Set<string>>;
const bySource = (rows: Iterable<{ source: string; id: string }>): Seen => {
  const seen: Seen = new Map(Object.keys(tables).map((name) => [name, new Set()]));
  for (const { source, id } of rows) seen.get(source)!.add(id);
  return seen;
};

const idsOf = (where: (name: string) => SQL) =>
  sql.join(
    Object.entries(tables).map(
      ([name, { table }]) => sql`select ${sql.raw(`'${name}'`)} as source, id::text from ${table} where ${where(name)}`,
    ),
    sql` union all `,
  );

const numbers = (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(Number);

/** The context as a request would get it: what is led and seen comes from the functions that sign-in uses. */
async function contextOf(
  tx: Transaction,
  organisation: Organisation,
  built: Built,
  { person, role }: Identity,
  now: Date,
) {
  const unit = organisation.people[person]!.unit;
  const actor = {
    sessionId: '',
    personId: built.personIds[person]!,
    name: '',
    email: '',
    role,
    roles: [role],
    tenantId: built.tenantIds[unit]!,
    tenantName: '',
    unitId: built.unitIds[unit]!,
    unitName: '',
    locale: 'zh-CN' as const,
    ledUnits: [] as number[],
    visibleTenants: [] as number[],
    visibleUnits: [] as number[],
  };
  const [seen] = await tx
    .as(actor)
    .db.execute<{ led: string; tenants: string; units: string }>(
      sql`select app.led_units()::text as led, app.visible_tenants()::text as tenants, app.visible_units()::text as units`,
    );
  actor.ledUnits = numbers(seen!.led);
  actor.visibleTenants = numbers(seen!.tenants);
  actor.visibleUnits = numbers(seen!.units);
  return { ...tx.as(actor), now };
}

function expected(organisation: Organisation, built: Built, identity: Identity): Seen {
  const sees = oracle(organisation, identity);
  const seen = bySource([]);
  for (const [i, id] of built.accountIds.entries()) if (sees.account(i)) seen.get('accounts')!.add(id);
  for (const { id, account, member } of built.assignmentIds)
    if (sees.assignment(account, member)) seen.get('assignments')!.add(id);
  for (const [i, ids] of built.rowIds.entries())
    if (sees.row(i)) for (const [name, id] of Object.entries(ids)) seen.get(name)!.add(id);
  for (const [i, ids] of built.looseIds.entries())
    if (sees.loose(i)) for (const [name, id] of Object.entries(ids)) seen.get(name)!.add(id);
  return seen;
}

const differ = (a: Set<string>, b: Set<string>) =>
  [...a].filter((id) => !b.has(id)).length + [...b].filter((id) => !a.has(id)).length;

export type Comparison = { decisions: number; seen: number; wrong: { wall: string; table: string; rows: number }[] };

/** Asks every identity at both walls what it sees in every table, and holds that against the oracle. */
export async function compare(
  tx: Transaction,
  organisation: Organisation,
  built: Built,
  now: Date,
  wall: Wall = ours,
): Promise<Comparison> {
  const result: Comparison = { decisions: 0, seen: 0, wrong: [] };
  const total =
    built.accountIds.length +
    built.assignmentIds.length +
    built.rowIds.length * (Object.keys(tables).length - 4) +
    built.looseIds.length * 2;
  for (const identity of identitiesOf(organisation)) {
    const ctx = await contextOf(tx, organisation, built, identity, now);
    const first = bySource(
      await tx.owner.execute<{ source: string; id: string }>(
        idsOf((name) => wall(ctx, tables[name]!.table, tables[name]!.account)),
      ),
    );
    const second = bySource(await ctx.db.execute<{ source: string; id: string }>(idsOf(() => sql`true`)));
    const right = expected(organisation, built, identity);
    for (const table of Object.keys(tables)) {
      result.seen += right.get(table)!.size;
      for (const [name, ids] of [
        ['scope', first],
        ['policy', second],
      ] as const) {
        const rows = differ(ids.get(table)!, right.get(table)!);
        if (rows) result.wrong.push({ wall: name, table, rows });
      }
    }
    result.decisions += 2 * total;
  }
  return result;
}
