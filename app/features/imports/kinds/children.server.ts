import { sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';
import type { Plan } from '../plan.server';
import { addProblem, type Row } from '../row';
import { type Columns, textArray } from '../rows.server';

type ChildTable = PgTable & {
  tenantId: PgColumn;
  id: PgColumn;
  unitId: PgColumn;
  ownerId: PgColumn;
  accountId: PgColumn;
};
export type Child = Columns & {
  id: string;
  account_id: string;
  owner_id: string;
  version: number;
  import_id: string | null;
};

/** The rows of a table that belong to the accounts these lines name, as far as the person sees them. */
export async function childrenOf(
  ctx: Context,
  plan: Plan,
  table: ChildTable,
  rows: Row[],
): Promise<Map<string, Child[]>> {
  const accountIds = new Set(rows.flatMap((row) => row.refs.account ?? []));
  const children = new Map<string, Child[]>();
  if (!accountIds.size) return children;
  const found = await ctx.db.execute<Child>(sql`
    select * from ${table} where tenant_id = ${plan.import_.tenantId} and account_id = any(${textArray(accountIds)}::uuid[])
      and deleted_at is null and ${inScope(ctx, table, table.accountId)}`);
  for (const child of found) children.set(child.account_id, [...(children.get(child.account_id) ?? []), child]);
  return children;
}

/** Decides for a line whether it makes a row or changes the one found by its key; `twin` says the file has it twice. */
export function decide(plan: Plan, row: Row, hits: Child[], twin: boolean, shown: string | undefined) {
  const { keyField, mode, id } = plan.import_;
  const [hit, ...more] = hits;
  if (twin || hit?.import_id === id) return addProblem(row, keyField, 'imports.problem.twice', shown);
  if (more.length) return addProblem(row, keyField, 'imports.problem.ambiguous', shown);
  if (hit && mode === 'create') return addProblem(row, keyField, 'imports.problem.exists', shown);
  if (!hit && mode === 'update') return addProblem(row, keyField, 'imports.problem.not_found', shown);
  if (hit && row.refs.owner && row.refs.owner !== hit.owner_id)
    return addProblem(row, 'owner', 'imports.problem.reassign');
  if (hit) row.existing = { id: hit.id, version: hit.version, columns: hit };
}

/** A record that an undo put out of use and that the file names again. */
export function comeBack(row: Row, hit: Columns & { id: string; version?: number }) {
  row.existing = { id: hit.id, version: hit.version, columns: hit };
  row.refs.back = hit.id;
}

/** Notes a field of a row that exists which an import does not change, unless the file says what is there anyway. */
export function refuseChange(row: Row, field: string, said: unknown, there: unknown) {
  if (!row.existing || said === undefined || String(said) === String(there ?? '')) return;
  addProblem(row, field, 'imports.problem.only_new', String(said));
}

/** Keys of one batch, each told whether it was there before. */
export function twins() {
  const seen = new Set<string>();
  return (key: string | undefined) => {
    if (key === undefined || !seen.has(key)) {
      if (key !== undefined) seen.add(key);
      return false;
    }
    return true;
  };
}
