import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { type Change, type Kind, type Written, writeRows } from './kinds/kind.server';
import { kinds } from './kinds.server';
import type { Plan } from './plan.server';
import { readRow } from './read.server';
import type { Line } from './reading/csv.server';
import { isGood, type Problem, type Row } from './row';
import { type Columns, insertRows } from './rows.server';

export type Counts = { created: number; updated: number; unchanged: number; rejected: number; questions: number };

/** Lines as rows with what is wrong in their own cells; no database needed. */
export function readRows(ctx: Context, plan: Plan, lines: Line[]): Row[] {
  const { prepare } = kinds[plan.import_.kind];
  return lines.map((line) => {
    const row = readRow(plan, line, ctx.actor.locale);
    prepare?.(row);
    return row;
  });
}

const atATime = 50;

/** The same in small portions, so that another batch goes on being written meanwhile. */
export async function readPatiently(ctx: Context, plan: Plan, lines: Line[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < lines.length; from += atATime) {
    if (from) await nextTurn();
    rows.push(...readRows(ctx, plan, lines.slice(from, from + atATime)));
  }
  return rows;
}

/** Looks up what the rows refer to and which of them exist, and finds what is wrong with that. Writes nothing. */
export async function resolveRows(ctx: Context, plan: Plan, rows: Row[]): Promise<Row[]> {
  const whole = rows.filter(({ problems }) => !problems.some(({ field }) => field === null));
  if (whole.length) await kinds[plan.import_.kind].resolve(ctx, plan, whole);
  return rows;
}

export const isQuestion = (row: Row) => row.problems.length === 0 && row.questions.length > 0;

/** What would become of rows that were looked at only. */
export function countRows(rows: Row[]): Counts {
  const good = rows.filter(isGood);
  const existing = good.filter((row) => row.existing).length;
  const questions = rows.filter(isQuestion).length;
  return {
    created: good.length - existing,
    updated: existing,
    unchanged: 0,
    questions,
    rejected: rows.length - good.length - questions,
  };
}

/** PostgreSQL's JSON takes any character but NUL. */
const storable = (cells: string[]) => cells.map((cell) => cell.replaceAll('\u0000', '␀'));

function entry(ctx: Context, plan: Plan, kind: Kind, row: Row, outcome: string, more: Columns): Columns {
  return {
    tenant_id: plan.import_.tenantId,
    id: newId(),
    unit_id: plan.import_.unitId,
    owner_id: plan.import_.ownerId,
    created_at: ctx.now.toISOString(),
    import_id: plan.import_.id,
    row_number: row.number,
    outcome,
    subject: kind.subject,
    subject_id: null,
    problems: [],
    cells: null,
    before: null,
    ...more,
  };
}

const waitingParent = (row: Row): Problem[] =>
  row.texts.parent ? [{ field: 'parent', reason: 'imports.problem.parent_waiting', value: row.texts.parent }] : [];

const undoOf = (plan: Plan, kind: Kind, { row, before, after }: Change) => ({
  columns: before,
  // a version for the columns, one more for the hand-over
  ...(kind.versioned ? { version: (row.existing?.version ?? 0) + (row.refs.newOwner ? 2 : 1) } : { after }),
  ...(row.refs.newOwner && { ownerId: row.existing!.columns.owner_id }),
  ...kind.undoOf?.(plan, row),
});

/** Rows worth an entry of their own; created ones carry the import's id themselves. */
function entries(ctx: Context, plan: Plan, kind: Kind, rows: Row[], written: Written): Columns[] {
  const refused = rows
    .filter((row) => !isGood(row))
    .map((row) => {
      const asked = row.questions
        .filter(({ near }) => near)
        .map(({ field, text, choices }) => ({
          field,
          reason: 'imports.problem.near',
          value: `${text} → ${choices.map((c) => c.label).join(' / ')}`,
        }));
      return entry(ctx, plan, kind, row, isQuestion(row) ? 'question' : 'rejected', {
        problems: [...row.problems, ...asked],
        cells: storable(row.cells),
      });
    });
  const changed = written.updated.map((change) =>
    entry(ctx, plan, kind, change.row, 'updated', {
      subject_id: change.row.existing!.id,
      problems: waitingParent(change.row),
      before: undoOf(plan, kind, change),
    }),
  );
  const orphans = [...written.created, ...written.unchanged]
    .filter((row) => row.texts.parent)
    .map((row) =>
      entry(ctx, plan, kind, row, row.existing ? 'unchanged' : 'created', {
        subject_id: row.existing?.id ?? row.id,
        problems: waitingParent(row),
      }),
    );
  return [...refused, ...changed, ...orphans];
}

/**
 * Writes one batch and counts it, in the caller's transaction: done twice, it is done once. False when the import is not at
 * this line (any more), because it was stopped or somebody else carries it on.
 */
export async function writeBatch(ctx: Context, plan: Plan, rows: Row[]): Promise<boolean> {
  const { tenantId, id } = plan.import_;
  const [now] = await ctx.db.execute<{ state: string; done_rows: number }>(
    sql`select state, done_rows from imports where tenant_id = ${tenantId} and id = ${id} for update`,
  );
  if (now?.state !== 'running' || now.done_rows !== rows[0]!.number - 1) return false;
  const kind = kinds[plan.import_.kind];
  await resolveRows(ctx, plan, rows);
  const written = await writeRows(ctx, plan, kind, rows);
  await insertRows(ctx, 'import_rows', entries(ctx, plan, kind, rows, written));
  const questions = rows.filter(isQuestion).length;
  const rejected = rows.filter((row) => !isGood(row)).length - questions;
  await ctx.db.execute(sql`
      update imports set done_rows = done_rows + ${rows.length}, created = created + ${written.created.length},
        updated = updated + ${written.updated.length}, unchanged = unchanged + ${written.unchanged.length},
        rejected = rejected + ${rejected}, questions = questions + ${questions}
      where tenant_id = ${tenantId} and id = ${id}`);
  return true;
}
