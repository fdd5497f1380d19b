import { contacts } from '#drizzle/schema';
import { searchText } from '~/core/pinyin.server';
import { type AccountHit, resolveAccounts } from '../account-lookup.server';
import { nameKey } from '../near';
import type { Plan } from '../plan.server';
import { answered } from '../references.server';
import { addProblem, ask, type Row, shorten } from '../row';
import { type Columns, columnOf } from '../rows.server';
import { leftRejected } from '../rules';
import { type Child, childrenOf, decide, twins } from './children.server';
import { type Kind, plainColumns } from './kind.server';

const digits = (number: unknown) => (typeof number === 'string' ? number.replace(/\D/g, '') : undefined);
const keyOf = (plan: Plan, row: Row) => row.values[plan.import_.keyField]?.toString();

/** The contact at this account whose key field says the same; a name that differs in marks or width is asked about. */
function match(plan: Plan, row: Row, known: Child[], twin: boolean) {
  const { keyField } = plan.import_;
  const key = keyOf(plan, row);
  const column = columnOf(keyField);
  const answer = keyField === 'name' && key !== undefined ? answered(plan, row, 'name', key) : undefined;
  if (answer === leftRejected) return;
  const hits = known.filter((contact) => key !== undefined && (contact[column] === key || contact.id === answer));
  const near =
    hits.length || keyField !== 'name' || key === undefined
      ? []
      : known.filter((c) => nameKey(String(c.name)) === nameKey(key));
  if (near.length && answer !== null) {
    const choices = near.map((contact) => ({ id: contact.id, label: String(contact.name) }));
    return ask(row, { field: 'name', text: shorten(key ?? ''), near: true, choices }, 'imports.problem.near');
  }
  if (answer && hits[0]?.id === answer) delete row.values.name; // it keeps the name it has here
  decide(plan, row, hits, twin, key);
}

/** The superior of a new contact: somebody already known at the account or standing further up in the file. */
function resolveSuperior(row: Row, known: Child[], above: Row[]) {
  const text = row.texts.reportsTo;
  if (text === undefined || row.existing) return;
  const before = known.filter((contact) => contact.name === text).map(({ id }) => id);
  const sooner = above
    .filter((other) => other.values.name === text && other.problems.length === 0 && !other.existing)
    .map(({ id }) => id);
  const found = [...before, ...sooner];
  if (found.length === 1) row.refs.reportsTo = found[0]!;
  else addProblem(row, 'reportsTo', found.length ? 'imports.problem.ambiguous' : 'imports.problem.superior', text);
}

export const contactsKind: Kind = {
  table: 'contacts',
  subject: 'contact',
  permissions: ['contact.write'],
  versioned: true,
  tenantKeyed: true,

  async resolve(ctx, plan, rows) {
    const accounts = await resolveAccounts(ctx, plan, rows);
    const known = await childrenOf(ctx, plan, contacts, rows);
    const isTwin = twins();
    const above = new Map<string, Row[]>();
    for (const row of rows) {
      const account = accounts.get(row.refs.account ?? '');
      if (!account) continue;
      remember(row, account);
      const here = known.get(account.id) ?? [];
      const key = keyOf(plan, row);
      match(plan, row, here, isTwin(key && `${account.id} ${key}`));
      const sooner = above.get(account.id) ?? [];
      resolveSuperior(row, here, sooner);
      above.set(account.id, [...sooner, row]);
    }
  },

  columns: (_plan, row) => ({ ...plainColumns(row), ...(row.refs.reportsTo && { reports_to_id: row.refs.reportsTo }) }),

  fresh: (ctx, plan, row) => ({
    tenant_id: plan.import_.tenantId,
    id: row.id,
    unit_id: Number(row.refs.unitOfAccount),
    owner_id: row.refs.ownerOfAccount,
    account_id: row.refs.account,
    attitude: 'unknown',
    created_at: ctx.now.toISOString(),
    updated_at: ctx.now.toISOString(),
    version: 1,
  }),

  derived: (columns) => derived(columns),
};

/** Children lie in the unit of their account. */
export function remember(row: Row, account: AccountHit) {
  row.refs.unitOfAccount = String(account.unit_id);
  row.refs.ownerOfAccount = account.owner_id;
}

const derived = ({ name, mobile, phone, email }: Columns) =>
  searchText({ name: String(name), person: true, extra: [digits(mobile), digits(phone), email as string | undefined] });
