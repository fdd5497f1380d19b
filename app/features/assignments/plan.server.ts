import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { type Assignee, listAssignees } from '~/features/accounts/assignees.server';
import type { MoveInput } from './input';
import { listLoads } from './queries/loads.server';
import { type Move, spread } from './rules';

export type MovingAccount = {
  id: string;
  tenantId: number;
  unitId: number;
  ownerId: string;
  name: string;
  grade: string;
  version: number;
};
export type MovePlan = { moves: Move[]; accounts: MovingAccount[]; people: Assignee[]; seal: string };

/** Accounts of the scope by id; for a command, held until it is done. All or none. */
async function accountsToMove(ctx: Context, ids: string[]): Promise<MovingAccount[]> {
  const rows = await ctx.db.execute<Record<string, string | number>>(sql`
    select id, tenant_id, unit_id, owner_id, name, grade, version from accounts
    where id = any(${`{${ids}}`}::uuid[]) and deleted_at is null and ${inReach(ctx, accounts.tenantId)}
    and ${inScope(ctx, accounts, accounts.id)} order by id ${ctx.inTransaction ? sql`for update` : sql``}`);
  if (rows.length !== ids.length) throw notFound();
  return [...rows].map((row) => ({
    id: String(row.id),
    tenantId: Number(row.tenant_id),
    unitId: Number(row.unit_id),
    ownerId: String(row.owner_id),
    name: String(row.name),
    grade: String(row.grade),
    version: Number(row.version),
  }));
}

/** Who would get which account. The seal changes with any of it, so that what is confirmed is what was shown. */
export async function planMove(
  ctx: Context,
  input: Pick<MoveInput, 'accountIds' | 'toIds'>,
): Promise<Result<MovePlan>> {
  const [moving, people, loads] = await Promise.all([
    accountsToMove(ctx, input.accountIds),
    listAssignees(ctx, input.toIds),
    listLoads(ctx, input.toIds),
  ]);
  if (people.length !== input.toIds.length)
    return refused('invalid', { fields: { toIds: 'assignment.not_assignable' } });
  const company = new Set([...moving.map((a) => a.tenantId), ...people.map((p) => p.tenantId)]);
  if (company.size > 1) return refused('invalid', { fields: { toIds: 'assignment.other_company' } });
  const bearers = input.toIds.map((id) => ({ id, load: loads.get(id) ?? 0 }));
  const moves = spread(moving, bearers);
  const text = JSON.stringify([moves, moving.map(({ id, version, ownerId }) => [id, version, ownerId])]);
  return ok({ moves, accounts: moving, people, seal: createHash('sha256').update(text).digest('base64url') });
}
