import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { accountSearchText } from '~/features/accounts/search-text.server';
import { type AccountHit, findAccounts, indexAccounts } from '../account-lookup.server';
import { nameKey } from '../near';
import { once, type Person, type Plan } from '../plan.server';
import { answered, resolveShort } from '../references.server';
import { addProblem, ask, type Row, shorten } from '../row';
import { type Columns, insertRows } from '../rows.server';
import { leftRejected } from '../rules';
import { makeEnterprises } from './enterprises.server';
import { type Kind, plainColumns } from './kind.server';
import { handOver, resolveNewOwners } from './owners.server';
import { setParents } from './parents.server';

const text = (row: Row, field: string) => row.values[field] as string | undefined;
const ownerOf = (plan: Plan, row: Row): Person | undefined =>
  row.refs.owner === undefined
    ? undefined
    : once(plan, 'personById', '', () => new Map(plan.people.map((p) => [p.id, p]))).get(row.refs.owner);

/** Two lines of one file about the same account: the later one is refused. */
function refuseTwins(plan: Plan, rows: Row[]) {
  const seen = new Set<string>();
  for (const row of rows) {
    const code = text(row, 'creditCode');
    const name = text(row, 'name');
    const keys = [
      code && `code ${code}`,
      text(row, 'externalKey') && `key ${text(row, 'externalKey')}`,
      // branches may share a name as long as their codes tell them apart
      name && (plan.import_.keyField === 'name' || !code) && `name ${nameKey(name)}`,
    ].filter((key) => typeof key === 'string');
    if (keys.some((key) => seen.has(key))) addProblem(row, plan.import_.keyField, 'imports.problem.twice', name);
    for (const key of keys) seen.add(key);
  }
}

/** The account a line is about, by its key, or the ones it may be about. */
function match(plan: Plan, row: Row, index: ReturnType<typeof indexAccounts>) {
  const { keyField, mode } = plan.import_;
  const name = text(row, 'name');
  const code = text(row, 'creditCode');
  const key = text(row, 'externalKey');
  const answer = name === undefined ? undefined : answered(plan, row, 'name', name);
  if (answer === leftRejected) return;
  const exact =
    (typeof answer === 'string' ? index.byId.get(answer) : undefined) ??
    (code === undefined ? undefined : index.byCode.get(code)?.[0]) ??
    (key === undefined ? undefined : index.byKey.get(key)?.[0]) ??
    (keyField === 'name' && name !== undefined ? only(index.byName.get(name)) : undefined);
  if (exact && exact.id === answer) delete row.values.name; // it keeps the name it has here
  if (exact) return found(plan, row, exact);
  const near = (name === undefined ? [] : (index.byFold.get(nameKey(name)) ?? [])).filter(
    (hit) => !(code && hit.credit_code && hit.credit_code !== code),
  );
  if (near.length && answer !== null && name !== undefined) {
    if (near.some((hit) => hit.import_id === plan.import_.id))
      return addProblem(row, 'name', 'imports.problem.twice', name);
    const choices = near
      .slice(0, 20)
      .map((hit) => ({ id: hit.id, label: hit.credit_code ? `${hit.name} (${hit.credit_code})` : hit.name }));
    return ask(row, { field: 'name', text: shorten(name), near: true, choices }, 'imports.problem.near');
  }
  if (mode === 'update') addProblem(row, keyField, 'imports.problem.not_found', text(row, keyField));
}

const only = (hits: AccountHit[] | undefined) => (hits?.length === 1 ? hits[0] : undefined);

function found(plan: Plan, row: Row, hit: AccountHit) {
  const { keyField, mode, id } = plan.import_;
  if (hit.import_id === id) return addProblem(row, keyField, 'imports.problem.twice', hit.name);
  if (mode === 'create') return addProblem(row, keyField, 'imports.problem.exists', hit.name);
  row.existing = { id: hit.id, version: hit.version, columns: hit };
}

export const accountsKind: Kind = {
  table: 'accounts',
  subject: 'account',
  permissions: ['account.create', 'account.update'],
  versioned: true,
  tenantKeyed: true,

  prepare(row) {
    if (row.values.name !== undefined) searchTextOf(row);
  },

  async resolve(ctx, plan, rows) {
    for (const row of rows) {
      resolveShort(plan, row);
      const owner = ownerOf(plan, row);
      if (owner && !mayReceive(ctx, plan, owner)) addProblem(row, 'owner', 'imports.problem.person', row.texts.owner);
      if ((row.values.longitude === undefined) !== (row.values.latitude === undefined)) {
        addProblem(row, 'latitude', 'account.place_incomplete');
      }
    }
    refuseTwins(plan, rows);
    const values = (field: string) => rows.flatMap((row) => text(row, field) ?? []);
    const names = values('name');
    const whole = rows.filter((row) => row.values.name !== undefined);
    const ids = names.flatMap((name) => plan.answers.name?.[shorten(name)] ?? []).filter((id) => id.length === 36);
    const wanted = {
      readings: whole.map((row) => searchTextOf(row).pinyin),
      codes: values('creditCode'),
      keys: values('externalKey'),
      ids,
    };
    const index = indexAccounts(await findAccounts(ctx, plan, wanted));
    for (const row of rows) match(plan, row, index);
    await resolveNewOwners(ctx, rows);
  },

  beforeWriting: makeEnterprises,

  columns: (_plan, row) => ({
    ...plainColumns(row),
    ...(row.refs.enterprise && { enterprise_id: row.refs.enterprise }),
  }),

  fresh: (ctx, plan, row) => ({
    tenant_id: plan.import_.tenantId,
    id: row.id,
    unit_id: ownerOf(plan, row)?.unitId ?? plan.import_.unitId,
    owner_id: row.refs.owner ?? ctx.actor.personId,
    grade: 'C',
    created_at: ctx.now.toISOString(),
    updated_at: ctx.now.toISOString(),
    version: 1,
  }),

  derived: (columns, row) => (row.existing ? accountSearchText(searchable(columns)) : searchTextOf(row)),

  async created(ctx, _plan, _rows, made) {
    const during = `[${today(ctx.now)},)`;
    await insertRows(
      ctx,
      'assignments',
      made.map((account) => ({
        tenant_id: account.tenant_id,
        id: newId(),
        unit_id: account.unit_id,
        owner_id: account.owner_id,
        created_at: ctx.now.toISOString(),
        account_id: account.id,
        role: 'primary',
        during,
        assigned_by: ctx.actor.personId,
      })),
    );
  },

  async reassign(ctx, plan, moves) {
    const refused = await handOver(ctx, moves, plan.import_.fileName);
    if (refused.size) throw new Error('an owner ceased to be assignable within one transaction');
  },

  finish: setParents,
};

const searchable = (columns: Columns) => ({
  name: String(columns.name),
  shortName: columns.short_name as string | null,
  creditCode: columns.credit_code as string | null,
  phone: columns.phone as string | null,
  externalKey: columns.external_key as string | null,
});

/** Reading Chinese is the dearest part of a line: done once, for finding near matches and for the new row. */
function searchTextOf(row: Row) {
  const known = searchTexts.get(row);
  if (known) return known;
  const made = accountSearchText(searchable(plainColumns(row)));
  searchTexts.set(row, made);
  return made;
}
const searchTexts = new WeakMap<Row, ReturnType<typeof accountSearchText>>();

/** A customer goes to somebody whose unit the importing person answers for, or to that person. */
const mayReceive = (ctx: Context, plan: Plan, person: Person) =>
  person.id === ctx.actor.personId || plan.units.some(({ id }) => id === person.unitId);
