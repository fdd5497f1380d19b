import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { accounts, contacts, opportunities, people, stages, units, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { paths } from '~/core/paths';
import { can, type Permission } from '~/core/permissions';
import { normalise } from '~/core/pinyin.server';
import { inScope } from '~/core/scope.server';
import { searchTerms } from '~/core/search-terms';
import { textArray } from '~/features/accounts/queries.server';
import { peopleInReach } from '~/features/people/queries/reach.server';
import { type SearchGroup, type SearchItem, type SearchKind, searchKinds } from './rules';

const needed: Record<SearchKind, Permission> = {
  account: 'account.read',
  contact: 'account.read',
  opportunity: 'opportunity.read',
  visit: 'visit.read',
  person: 'people.read',
};

type Hit = { kind: SearchKind; tenant_id: number; id: string };

/**
 * What a person may see that answers to a text: name, pinyin, initials, code or telephone. The database function finds
 * keys with the policies' own predicate; the rows are then read again under both walls.
 */
export async function search(
  ctx: Context,
  query: { q: string; kinds?: readonly SearchKind[]; limit: number },
): Promise<SearchGroup[]> {
  const terms = searchTerms(normalise(query.q));
  const kinds = (query.kinds ?? searchKinds).filter((kind) => can(ctx.actor, needed[kind]));
  if (!terms || !kinds.length) return [];
  const hits = [
    ...(await ctx.db.execute<Hit>(sql`
      select kind, tenant_id, id from app.search(${textArray(kinds)}::text[], ${textArray(terms.patterns)}::text[],
        ${terms.prefix}, ${query.limit})`)),
  ];
  const groups = await Promise.all(
    kinds.map(async (kind): Promise<SearchGroup> => {
      const ids = hits.filter((hit) => hit.kind === kind).map((hit) => hit.id);
      const tenants = [...new Set(hits.filter((hit) => hit.kind === kind).map((hit) => hit.tenant_id))];
      const found = ids.length ? await readers[kind](ctx, ids, tenants) : [];
      const byId = new Map(found.map((item) => [item.id, item]));
      return { kind, items: ids.flatMap((id) => byId.get(id) ?? []) };
    }),
  );
  return groups.filter((group) => group.items.length > 0);
}

const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ');

const readers: Record<SearchKind, (ctx: Context, ids: string[], tenants: number[]) => Promise<SearchItem[]>> = {
  async account(ctx, ids, tenants) {
    const rows = await ctx.db
      .select({ id: accounts.id, name: accounts.name, owner: people.name, unit: units.name })
      .from(accounts)
      .leftJoin(people, eq(people.id, accounts.ownerId))
      .leftJoin(units, eq(units.id, accounts.unitId))
      .where(
        and(
          inArray(accounts.tenantId, tenants),
          inArray(accounts.id, ids),
          isNull(accounts.deletedAt),
          inScope(ctx, accounts, accounts.id),
        ),
      );
    return rows.map((row) => ({
      id: row.id,
      title: row.name,
      sub: joined(row.unit, row.owner),
      to: paths.account(row.id),
    }));
  },

  async contact(ctx, ids, tenants) {
    const rows = await ctx.db
      .select({
        id: contacts.id,
        accountId: contacts.accountId,
        name: contacts.name,
        title: contacts.title,
        account: accounts.name,
      })
      .from(contacts)
      .innerJoin(accounts, and(eq(accounts.tenantId, contacts.tenantId), eq(accounts.id, contacts.accountId)))
      .where(
        and(
          inArray(contacts.tenantId, tenants),
          inArray(contacts.id, ids),
          isNull(contacts.deletedAt),
          isNull(accounts.deletedAt),
          inScope(ctx, contacts, contacts.accountId),
        ),
      );
    return rows.map((row) => ({
      id: row.id,
      title: row.name,
      sub: joined(row.title, row.account),
      to: paths.contact(row.accountId, row.id),
    }));
  },

  async opportunity(ctx, ids, tenants) {
    const stage = ctx.actor.locale === 'en' ? stages.nameEn : stages.name;
    const rows = await ctx.db
      .select({ id: opportunities.id, title: opportunities.title, stage, account: accounts.name })
      .from(opportunities)
      .innerJoin(accounts, and(eq(accounts.tenantId, opportunities.tenantId), eq(accounts.id, opportunities.accountId)))
      .innerJoin(stages, eq(stages.id, opportunities.stageId))
      .where(
        and(
          inArray(opportunities.tenantId, tenants),
          inArray(opportunities.id, ids),
          isNull(opportunities.deletedAt),
          inScope(ctx, opportunities, opportunities.accountId),
        ),
      );
    return rows.map((row) => ({
      id: row.id,
      title: row.title,
      sub: joined(row.stage, row.account),
      to: paths.opportunity(row.id),
    }));
  },

  async visit(ctx, ids, tenants) {
    const rows = await ctx.db
      .select({ id: visits.id, purpose: visits.purpose, at: visits.plannedAt, account: accounts.name })
      .from(visits)
      .innerJoin(accounts, and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId)))
      .where(
        and(
          inArray(visits.tenantId, tenants),
          inArray(visits.id, ids),
          isNull(visits.deletedAt),
          inScope(ctx, visits, visits.accountId),
        ),
      );
    return rows.map((row) => ({
      id: row.id,
      title: row.purpose,
      sub: joined(today(row.at), row.account),
      to: paths.visit(row.id),
    }));
  },

  async person(ctx, ids) {
    const rows = await ctx.db
      .select({ id: people.id, name: people.name, title: people.title, unit: units.name, phone: people.phone })
      .from(people)
      .leftJoin(units, eq(units.id, people.unitId))
      .where(and(inArray(people.id, ids), peopleInReach(ctx)));
    return rows.map((row) => ({
      id: row.id,
      title: row.name,
      sub: joined(row.unit, row.title, row.phone),
      to: paths.person(row.id),
    }));
  },
};
