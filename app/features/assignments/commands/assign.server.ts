import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { MoveInput } from '../input';
import { type MovePlan, planMove } from '../plan.server';
import { formerOwners, giveRecords, type MovedRecord, returnRecords, writeDealMoves } from './records.server';

export type Moved = { accounts: number; opportunities: number; visits: number };

/**
 * Gives accounts to other people as of today: the old primary assignment ends, the new one begins, and open
 * opportunities, planned visits, open promises and the contacts go with the account. Stages stay as they are.
 */
export const assignAccounts = (ctx: Context, input: MoveInput) => moveAccounts(ctx, input, giveRecords);

/** The way back: the accounts change hands as ever, their records return to whoever each of them came from. */
export const takeBackAccounts = (ctx: Context, input: MoveInput) => moveAccounts(ctx, input, returnRecords);

function moveAccounts(ctx: Context, input: MoveInput, moveRecords: typeof giveRecords): Promise<Result<Moved>> {
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
    const moved = await moveRecords(ctx, moving);
    await writeDealMoves(ctx, moved, input.reason);
    await journalMoves(ctx, plan, moved, input.reason);
    const count = (table: MovedRecord['table']) => moved.filter((record) => record.table === table).length;
    return ok({ accounts: plan.moves.length, opportunities: count('opportunities'), visits: count('visits') });
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

async function journalMoves(ctx: Context, plan: MovePlan, moved: MovedRecord[], reason: string | null) {
  const person = new Map(plan.people.map((p) => [p.id, p]));
  const to = new Map(plan.moves.map((move) => [move.accountId, move.toId]));
  const withAccount = new Map<string, MovedRecord[]>();
  for (const record of moved) {
    const along = withAccount.get(record.accountId);
    if (along) along.push(record);
    else withAccount.set(record.accountId, [record]);
  }
  await Promise.all(
    plan.accounts.map((account) => {
      const { id, tenantId, ownerId } = account;
      const next = person.get(to.get(id)!)!;
      const along = withAccount.get(id) ?? [];
      const opportunities = along.filter(({ table }) => table === 'opportunities').map((deal) => deal.id);
      return record(
        ctx,
        'account.assigned',
        { kind: 'account', id, tenantId, unitId: next.unitId, ownerId: next.id },
        {
          before: { ownerId, unitId: account.unitId, owners: formerOwners(along) },
          after: { ownerId: next.id, unitId: next.unitId, reason, opportunities },
        },
      );
    }),
  );
}
