import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Permission } from '~/core/permissions';
import { journalSides } from '../../custom-fields/journal';
import type { CustomValues } from '../../custom-fields/rules';
import { entityOf } from '../own-fields';
import type { Plan } from '../plan.server';
import { addProblem, isGood, type Row } from '../row';
import { byColumns, type Columns, columnOf, insertNewRows, insertRows, updateRows } from '../rows.server';

/** What is particular about importing one kind of record. */
export type Kind = {
  table: string;
  subject: 'account' | 'contact' | 'opportunity' | 'visit' | 'person' | 'offering';
  permissions: readonly Permission[];
  /** Whether rows carry `version` and `updated_at`. */
  versioned: boolean;
  /** Whether they are keyed by tenant and id. */
  tenantKeyed: boolean;
  /** What takes time and needs no database, done before the row's turn comes. */
  prepare?(row: Row): void;
  /** Looks up references and, by the key field, the rows that exist; finds fault and asks. */
  resolve(ctx: Context, plan: Plan, rows: Row[]): Promise<void>;
  /** Makes what good rows refer to and what is not there yet. */
  beforeWriting?(ctx: Context, plan: Plan, rows: Row[]): Promise<void>;
  /** What the line says, as columns; only what it says. */
  columns(plan: Plan, row: Row): Columns;
  /** The rest of the columns of a new row, the same ones for every row. */
  fresh(ctx: Context, plan: Plan, row: Row): Columns;
  /** Columns made of others, such as what search looks through. */
  derived(columns: Columns, row: Row): Columns;
  /** What the journal tells of a new row besides its columns. */
  toldOfNew?(row: Row): Columns;
  /** What an undo has to know of a changed row besides its columns. */
  undoOf?(plan: Plan, row: Row): Columns;
  /** Rows that belong to those written. */
  created?(ctx: Context, plan: Plan, rows: Row[], made: Columns[]): Promise<void>;
  updated?(ctx: Context, plan: Plan, rows: Row[]): Promise<void>;
  /** What is told of rows beyond the journal when they change, by an import or by its undo. */
  changed?(ctx: Context, pairs: { before: Columns; after: Columns }[]): Promise<void>;
  /** Gives rows that exist to other people by the rules for that; whose row is his, `refs.newOwner` says. */
  reassign?(ctx: Context, plan: Plan, moves: Move[]): Promise<void>;
  /** After the last line. */
  finish?(ctx: Context, plan: Plan): Promise<void>;
};

export type Change = { row: Row; before: Columns; after: Columns };
export type Move = { id: string; toId: string };
const isChange = ({ row: { refs }, after }: Change) =>
  Object.keys(after).length > 0 || refs.newOwner !== undefined || refs.newRole !== undefined;
export type Written = { created: Row[]; updated: Change[]; unchanged: Row[] };

/** Values of the plain fields under their column names. */
export function plainColumns(row: Row): Columns {
  const columns: Columns = {};
  for (const name in row.values) columns[columnOf(name)] = row.values[name];
  return columns;
}

const asText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
const same = (a: unknown, b: unknown) => a === b || (a !== null && b !== null && asText(a) === asText(b));

/** The column of the company's own fields, with what this line says of them. */
function ownColumns(plan: Plan, row: Row): Columns {
  if (!entityOf(plan.import_.kind)) return {};
  const there = (row.existing?.columns.custom ?? {}) as CustomValues;
  if (row.existing && !Object.keys(row.own).length) return {};
  return { custom: { ...there, ...row.own } };
}

/** Writes the good rows: new ones by one statement, changed ones by one for each set of columns. */
export async function writeRows(ctx: Context, plan: Plan, kind: Kind, rows: Row[]): Promise<Written> {
  const good = rows.filter(isGood);
  await kind.beforeWriting?.(ctx, plan, good);
  const created = await createRows(
    ctx,
    plan,
    kind,
    good.filter((row) => !row.existing),
  );
  const known = good.filter((row) => row.existing);
  const changes = known.map((row) => changeOf(plan, kind, row));
  const updated = await updateChanged(ctx, plan, kind, changes.filter(isChange));
  const unchanged = changes.filter((change) => !isChange(change)).map(({ row }) => row);
  return { created, updated, unchanged };
}

async function createRows(ctx: Context, plan: Plan, kind: Kind, rows: Row[]): Promise<Row[]> {
  const said = rows.map((row) => ({ ...kind.columns(plan, row), ...ownColumns(plan, row) }) as Columns);
  const every = new Set(said.flatMap((columns) => Object.keys(columns)));
  const records = rows.map((row, i) => {
    const columns = kind.fresh(ctx, plan, row);
    for (const name of every) columns[name] = said[i]![name] ?? columns[name] ?? null;
    columns.import_id = plan.import_.id;
    return Object.assign(columns, kind.derived(columns, row));
  });
  const ids = await insertNewRows(ctx, kind.table, records);
  // what collided with a row the person may not know of gets the same answer as any that headquarters has to look at
  for (const row of rows) if (!ids.has(row.id)) addProblem(row, plan.import_.keyField, 'imports.problem.taken');
  const created = rows.filter((row) => ids.has(row.id));
  const made = records.filter((record) => ids.has(String(record.id)));
  const journal = made.map((record, i) =>
    journalOf(ctx, plan, kind, 'created', record, null, { ...factsOf(record), ...kind.toldOfNew?.(created[i]!) }),
  );
  // sent one behind the other without waiting
  await Promise.all([kind.created?.(ctx, plan, created, made), insertRows(ctx, 'journal', journal)]);
  return created;
}

function changeOf(plan: Plan, kind: Kind, row: Row): Change {
  const now = row.existing!.columns;
  const said = Object.entries({ ...kind.columns(plan, row), ...ownColumns(plan, row) }).filter(
    ([name, value]) => !same(now[name], value),
  );
  const after: Columns = Object.fromEntries(said);
  if (said.length) {
    const derived = Object.entries(kind.derived({ ...now, ...after }, row)).filter(
      ([name, value]) => !same(now[name], value),
    );
    Object.assign(after, Object.fromEntries(derived));
  }
  return { row, after, before: Object.fromEntries(Object.keys(after).map((name) => [name, now[name] ?? null])) };
}

async function updateChanged(ctx: Context, plan: Plan, kind: Kind, changes: Change[]): Promise<Change[]> {
  const written: Change[] = [];
  const stamp = { ...(kind.versioned && { updated_at: ctx.now.toISOString() }) };
  for (const [columns, group] of byColumns(changes)) {
    const records = group.map(({ row, after }) => ({
      id: row.existing!.id,
      ...(kind.tenantKeyed && { tenant_id: plan.import_.tenantId }),
      ...(kind.versioned && { version: row.existing!.version }),
      ...after,
      ...stamp,
    }));
    const ids = await updateRows(ctx, kind.table, [...columns, ...Object.keys(stamp)], records, kind.versioned);
    for (const change of group) {
      if (ids.has(change.row.existing!.id)) written.push(change);
      else addProblem(change.row, null, 'imports.problem.changed_meanwhile');
    }
  }
  await kind.updated?.(
    ctx,
    plan,
    written.map(({ row }) => row),
  );
  const changed = written.filter(({ after }) => Object.keys(after).length > 0);
  await insertRows(
    ctx,
    'journal',
    changed.map(({ row, before, after }) =>
      journalOf(ctx, plan, kind, 'changed', row.existing!.columns, before, after),
    ),
  );
  await kind.changed?.(
    ctx,
    changed.map(({ row, after }) => ({
      before: row.existing!.columns,
      after: { ...row.existing!.columns, ...after },
    })),
  );
  const moves = written.flatMap(({ row }) =>
    row.refs.newOwner ? [{ id: row.existing!.id, toId: row.refs.newOwner }] : [],
  );
  if (moves.length) await kind.reassign?.(ctx, plan, moves);
  return written;
}

/** Own fields are told one by one, by their names. */
function told(plan: Plan, before: Columns | null, after: Columns | null) {
  const sides = journalSides(plan.own, (before?.custom ?? {}) as CustomValues, (after?.custom ?? {}) as CustomValues);
  return {
    before: before && { ...readable(before), ...sides.before },
    after: after && { ...readable(after), ...sides.after, importId: plan.import_.id },
  };
}

/** What is known of a new record: what somebody may one day ask who said it. */
const factsOf = (record: Columns): Columns =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => !kept.includes(name) && !isNothing(value)));
const isNothing = (value: unknown) => value === null || JSON.stringify(value) === '{}';
const kept = ['id', 'tenant_id', 'import_id', 'created_at', 'updated_at', 'version'];

const made = ['pinyin', 'initials', 'search', 'custom'];
const readable = (columns: Columns) =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => !made.includes(name)));

export function journalOf(
  ctx: Context,
  plan: Plan,
  kind: Pick<Kind, 'subject' | 'table'>,
  verb: string,
  record: Columns,
  before: Columns | null,
  after: Columns | null,
): Columns {
  return {
    tenant_id: plan.import_.tenantId,
    id: newId(),
    at: ctx.now.toISOString(),
    actor_id: ctx.actor.personId,
    event: `${kind.subject}.${verb}`,
    subject: kind.subject,
    subject_id: record.id,
    account_id: kind.subject === 'account' ? record.id : (record.account_id ?? null),
    unit_id: record.unit_id ?? plan.import_.unitId,
    owner_id: record.owner_id ?? null,
    ...told(plan, before, after),
  };
}
