import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { MoveInput } from '../input';
import { type MovePlan, planMove } from '../plan.server';

export type Moved = { accounts: number; opportunities: number; visits: number };
type MovedOpportunity = { id: string; accountId: string; from: string; to: string };

/**
 * Gives accounts to other people as of today: the old primary assignment ends, the new one begins, and open
 * opportunities, planned visits, open promises and the contacts go with the account. Stages stay as they are.
 */
export function assignAccounts(ctx: Context, input: MoveInput): Promise<Result<Moved>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'account.assign');
    const planned = await planMove(ctx, input);
    if (!planned.ok) return planned;
    for (const account of planned.value.accounts) requirePermission(ctx.actor, 'account.assign', account);
    if (input.seal !== undefined && input.seal !== planned.value.seal) return refused('assignment.changed_meanwhile');

    const plan = onlyChanges(planned.value);
    const moving = movesTable(plan);
    await ctx.db.execute(sql`
      update accounts a set owner_id = m.owner_id, unit_id = m.unit_id, version = a.version + 1, updated_at = ${at(ctx)}
      from ${moving} where a.tenant_id = m.tenant_id and a.id = m.account_id`);
    await moveAssignments(ctx, moving, input.reason);
    const opportunities = await moveOpportunities(ctx, plan, moving, input.reason);
    const visits = await ctx.db.execute(sql`
      update visits v set owner_id = m.owner_id, version = v.version + 1, updated_at = ${at(ctx)} from ${moving}
      where v.tenant_id = m.tenant_id and v.account_id = m.account_id and v.deleted_at is null and v.status = 'planned'
      and v.planned_at >= ${at(ctx)} and v.owner_id <> m.owner_id returning v.id`);
    await moveRest(ctx, moving);
    await journalMoves(ctx, plan, opportunities, input.reason);
    return ok({ accounts: plan.moves.length, opportunities: opportunities.length, visits: visits.length });
  });
}

/** Without the accounts that stay where they are. */
function onlyChanges(plan: MovePlan): MovePlan {
  const owner = new Map(plan.accounts.map((account) => [account.id, account.ownerId]));
  const moves = plan.moves.filter(({ accountId, toId }) => owner.get(accountId) !== toId);
  const moved = new Set(moves.map((move) => move.accountId));
  return { ...plan, moves, accounts: plan.accounts.filter(({ id }) => moved.has(id)) };
}

const at = (ctx: Context) => sql`${ctx.now.toISOString()}::timestamptz`;

/** Old and new owner and the new unit of each account, as a table `m` to join with. */
function movesTable(plan: MovePlan) {
  const account = new Map(plan.accounts.map((a) => [a.id, a]));
  const person = new Map(plan.people.map((p) => [p.id, p]));
  const rows = plan.moves.map(({ accountId, toId }) => ({
    new_id: newId(),
    account_id: accountId,
    tenant_id: account.get(accountId)!.tenantId,
    old_owner_id: account.get(accountId)!.ownerId,
    owner_id: toId,
    unit_id: person.get(toId)!.unitId,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as m(new_id uuid, account_id uuid, tenant_id integer, old_owner_id uuid, owner_id uuid, unit_id integer)`;
}

/** See `onTakeOver`: what began earlier ends today, what begins today or later becomes the new assignment. */
async function moveAssignments(ctx: Context, moving: ReturnType<typeof movesTable>, reason: string | null) {
  const day = today(ctx.now);
  const primaries = sql`s.tenant_id = m.tenant_id and s.account_id = m.account_id and s.role = 'primary'`;
  await ctx.db.execute(sql`
    update assignments s set during = daterange(lower(s.during), ${day}::date) from ${moving}
    where ${primaries} and s.during @> ${day}::date and lower(s.during) < ${day}::date`);
  await ctx.db.execute(sql`
    update assignments s set during = daterange(${day}::date, null), owner_id = m.owner_id,
      assigned_by = ${ctx.actor.personId}, reason = ${reason} from ${moving}
    where ${primaries} and lower(s.during) >= ${day}::date`);
  await ctx.db.execute(sql`
    insert into assignments (tenant_id, id, unit_id, owner_id, created_at, account_id, role, during, reason, assigned_by)
    select m.tenant_id, m.new_id, m.unit_id, m.owner_id, ${at(ctx)}, m.account_id, 'primary',
      daterange(${day}::date, null), ${reason}, ${ctx.actor.personId}::uuid from ${moving}
    where not exists (select 1 from assignments s where ${primaries} and s.during @> ${day}::date)`);
}

async function moveOpportunities(
  ctx: Context,
  plan: MovePlan,
  moving: ReturnType<typeof movesTable>,
  note: string | null,
): Promise<MovedOpportunity[]> {
  const open = await ctx.db.execute<{ id: string; account_id: string; owner_id: string }>(sql`
    select o.id, o.account_id, o.owner_id from opportunities o join ${moving} on o.tenant_id = m.tenant_id and o.account_id = m.account_id
    where o.deleted_at is null and o.stage_type in ('open', 'on_hold') and o.owner_id <> m.owner_id for update of o`);
  const to = new Map(plan.moves.map((move) => [move.accountId, move.toId]));
  const moved = [...open].map((o) => ({
    id: o.id,
    accountId: o.account_id,
    from: o.owner_id,
    to: to.get(o.account_id)!,
    new_id: newId(),
  }));
  if (!moved.length) return moved;
  const ids = sql`${`{${moved.map((o) => o.id)}}`}::uuid[]`;
  await ctx.db.execute(sql`
    update opportunities o set owner_id = m.owner_id, version = o.version + 1, updated_at = ${at(ctx)} from ${moving}
    where o.tenant_id = m.tenant_id and o.account_id = m.account_id and o.id = any(${ids})`);
  const before = sql`jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as b(id uuid, "from" uuid, new_id uuid)`;
  await ctx.db.execute(sql`
    insert into opportunity_changes (tenant_id, id, unit_id, owner_id, created_at, account_id, opportunity_id, kind, at, by_id, from_owner_id, to_owner_id, note)
    select o.tenant_id, b.new_id, o.unit_id, o.owner_id, ${at(ctx)}, o.account_id, o.id, 'owner', ${at(ctx)},
      ${ctx.actor.personId}::uuid, b."from", o.owner_id, ${note}
    from ${before} join opportunities o on o.id = b.id join ${moving} on o.tenant_id = m.tenant_id and o.account_id = m.account_id`);
  return moved;
}

/** Contacts belong to the account's owner; open promises and needs of the old owner need somebody who keeps them. */
async function moveRest(ctx: Context, moving: ReturnType<typeof movesTable>) {
  const ofAccount = sql`r.tenant_id = m.tenant_id and r.account_id = m.account_id`;
  await ctx.db.execute(sql`update contacts r set owner_id = m.owner_id from ${moving} where ${ofAccount}`);
  await ctx.db.execute(sql`update sites r set owner_id = m.owner_id from ${moving} where ${ofAccount}`);
  await ctx.db.execute(sql`
    update needs r set owner_id = m.owner_id from ${moving} where ${ofAccount} and r.state in ('open', 'matched')`);
  await ctx.db.execute(sql`
    update commitments r set owner_id = m.owner_id, version = r.version + 1, updated_at = ${at(ctx)} from ${moving}
    where ${ofAccount} and r.state = 'open' and r.deleted_at is null and r.owner_id = m.old_owner_id`);
}

async function journalMoves(ctx: Context, plan: MovePlan, opportunities: MovedOpportunity[], reason: string | null) {
  const person = new Map(plan.people.map((p) => [p.id, p]));
  const to = new Map(plan.moves.map((move) => [move.accountId, move.toId]));
  const withAccount = new Map<string, string[]>();
  for (const { id, accountId } of opportunities)
    withAccount.set(accountId, [...(withAccount.get(accountId) ?? []), id]);
  await Promise.all(
    plan.accounts.map((account) => {
      const { id, tenantId, ownerId } = account;
      const next = person.get(to.get(id)!)!;
      return record(
        ctx,
        'account.assigned',
        { kind: 'account', id, tenantId, unitId: next.unitId, ownerId: next.id },
        {
          before: { ownerId, unitId: account.unitId },
          after: { ownerId: next.id, unitId: next.unitId, reason, opportunities: withAccount.get(id) ?? [] },
        },
      );
    }),
  );
}
