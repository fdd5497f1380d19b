import type { Context } from '~/core/context.server';
import { can } from '~/core/permissions';
import { listAssignees } from '~/features/accounts/assignees.server';
import { assignAccounts, takeBackAccounts } from '~/features/assignments/commands/assign.server';
import { addProblem, type Row } from '../row';
import type { Move } from './kind.server';

/** Accounts that exist and are to belong to somebody else: allowed as by hand, or the row says why not. */
export async function resolveNewOwners(ctx: Context, rows: Row[]) {
  const moving = rows.filter(
    ({ existing, refs }) => existing && refs.owner !== undefined && refs.owner !== existing.columns.owner_id,
  );
  if (!moving.length) return;
  const assignees = await listAssignees(ctx, [...new Set(moving.map(({ refs }) => refs.owner!))]);
  const may = new Set(assignees.map(({ id }) => id));
  for (const row of moving) {
    const subject = { ownerId: String(row.existing!.columns.owner_id) };
    if (!can(ctx.actor, 'account.assign', subject)) addProblem(row, 'owner', 'imports.problem.reassign');
    else if (!may.has(row.refs.owner!)) addProblem(row, 'owner', 'assignment.not_assignable');
    else row.refs.newOwner = row.refs.owner!;
  }
}

/** Hands accounts over as a person would: the old assignment ends, open deals and planned visits go along. Returns those it could not. */
export const handOver = (ctx: Context, moves: Move[], reason: string) => change(ctx, moves, reason, assignAccounts);

/** Gives accounts back to whom the last hand-over took them from, and each deal to whom it was taken from. */
export const handBack = (ctx: Context, moves: Move[], reason: string) => change(ctx, moves, reason, takeBackAccounts);

async function change(ctx: Context, moves: Move[], reason: string, move: typeof assignAccounts): Promise<Set<string>> {
  const refused = new Set<string>();
  for (const toId of new Set(moves.map((move) => move.toId))) {
    const accountIds = moves.filter((move) => move.toId === toId).map(({ id }) => id);
    const result = await move(ctx, { accountIds, toIds: [toId], reason });
    if (!result.ok) for (const id of accountIds) refused.add(id);
  }
  return refused;
}
