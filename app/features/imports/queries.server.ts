import { and, desc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { importRows, imports, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inScope } from '~/core/scope.server';
import type { ImportRow } from './plan.server';
import type { Problem } from './row';
import type { RowOutcome } from './rules';

/** Imports of the person and of the units they lead, newest first. */
export async function listImports(ctx: Context, before: Cursor | null) {
  const older = before?.value
    ? sql`(${imports.createdAt}, ${imports.id}) < (${String(before.value)}::timestamptz, ${before.id}::uuid)`
    : sql`true`;
  const rows = await ctx.db
    .select({
      id: imports.id,
      kind: imports.kind,
      state: imports.state,
      fileName: imports.fileName,
      created: imports.created,
      updated: imports.updated,
      rejected: imports.rejected,
      questions: imports.questions,
      doneRows: imports.doneRows,
      rowCount: imports.rowCount,
      createdAt: imports.createdAt,
      ownerName: people.name,
    })
    .from(imports)
    .leftJoin(people, eq(people.id, imports.ownerId))
    .where(and(inScope(ctx, imports, null), older))
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(pageSize + 1);
  return { rows: rows.slice(0, pageSize), more: rows.length > pageSize };
}

export async function findImport(ctx: Context, id: string): Promise<ImportRow | null> {
  if (!isId(id)) return null;
  const [row] = await ctx.db
    .select()
    .from(imports)
    .where(and(eq(imports.id, id), inScope(ctx, imports, null)));
  return row ?? null;
}

export async function getImport(ctx: Context, id: string): Promise<ImportRow> {
  const row = await findImport(ctx, id);
  if (!row) throw notFound();
  return row;
}

/** The same, held for a change. */
export async function lockImport(ctx: Context, id: string): Promise<ImportRow> {
  const [row] = isId(id)
    ? await ctx.db
        .select()
        .from(imports)
        .where(and(eq(imports.id, id), inScope(ctx, imports, null)))
        .for('update')
    : [];
  if (!row) throw notFound();
  return row;
}

export type ResultRow = {
  id: string;
  rowNumber: number;
  outcome: RowOutcome;
  problems: Problem[];
  cells: string[] | null;
};

/** What became of the lines that have something to tell, in the order of the file; `outcomes` narrows them. */
export async function listResults(
  ctx: Context,
  import_: ImportRow,
  outcomes: readonly RowOutcome[],
  after: Cursor | null,
  limit = pageSize,
): Promise<{ rows: ResultRow[]; more: boolean }> {
  const behind = after
    ? or(
        gt(importRows.rowNumber, Number(after.value)),
        and(eq(importRows.rowNumber, Number(after.value)), gt(importRows.id, after.id)),
      )
    : sql`true`;
  const rows = await ctx.db
    .select({
      id: importRows.id,
      rowNumber: importRows.rowNumber,
      outcome: importRows.outcome,
      problems: importRows.problems,
      cells: importRows.cells,
    })
    .from(importRows)
    .where(
      and(
        eq(importRows.tenantId, import_.tenantId),
        eq(importRows.importId, import_.id),
        inArray(importRows.outcome, [...outcomes]),
        sql`${importRows.problems} <> '[]'::jsonb`,
        inScope(ctx, importRows, null),
        behind,
      ),
    )
    .orderBy(importRows.rowNumber, importRows.id)
    .limit(limit + 1);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}
