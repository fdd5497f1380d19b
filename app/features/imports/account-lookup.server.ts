import { sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { checkCreditCode, normaliseCreditCode } from '~/core/credit-code';
import { isId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import { inScope } from '~/core/scope.server';
import { nameKey } from './near';
import { once, type Plan } from './plan.server';
import { answered } from './references.server';
import { addProblem, ask, type Row, shorten } from './row';
import { type Columns, textArray } from './rows.server';
import { leftRejected } from './rules';

export type AccountHit = Columns & {
  id: string;
  unit_id: number;
  owner_id: string;
  name: string;
  credit_code: string | null;
  external_key: string | null;
  import_id: string | null;
  version: number;
};
export type Wanted = { readings?: string[]; codes?: string[]; keys?: string[]; ids?: string[] };

/** The reading of a name, under which accounts are indexed; names that differ in marks and width only share it. */
export const readingOf = (plan: Plan, name: string) => once(plan, 'reading', name, () => searchText({ name }).pinyin);

/** Accounts of the tenant within the person's scope that have one of these readings of names, credit codes, outside keys or ids. */
export async function findAccounts(ctx: Context, plan: Plan, wanted: Wanted): Promise<AccountHit[]> {
  const tenant = sql`tenant_id = ${plan.import_.tenantId} and deleted_at is null and ${inScope(ctx, accounts, accounts.id)}`;
  const ways = [
    wanted.readings?.length && sql`pinyin = any(${textArray(wanted.readings)})`,
    wanted.codes?.length && sql`credit_code is not null and credit_code = any(${textArray(wanted.codes)})`,
    wanted.keys?.length && sql`external_key is not null and external_key = any(${textArray(wanted.keys)})`,
    wanted.ids?.length && sql`id = any(${textArray(wanted.ids)}::uuid[])`,
  ].filter((way) => typeof way === 'object');
  const found = await Promise.all(
    ways.map((way) => ctx.db.execute<AccountHit>(sql`select * from accounts where ${tenant} and ${way}`)),
  );
  return [...new Map(found.flatMap((rows) => [...rows].map((row) => [row.id, row] as const))).values()];
}

/** Accounts by each way a file may name them. */
export function indexAccounts(hits: AccountHit[]) {
  const by = (keyOf: (hit: AccountHit) => string | null) => {
    const map = new Map<string, AccountHit[]>();
    for (const hit of hits) {
      const key = keyOf(hit);
      if (key) map.set(key, [...(map.get(key) ?? []), hit]);
    }
    return map;
  };
  return {
    byId: new Map(hits.map((hit) => [hit.id, hit])),
    byName: by((hit) => hit.name),
    byFold: by((hit) => nameKey(hit.name)),
    byCode: by((hit) => hit.credit_code),
    byKey: by((hit) => hit.external_key),
  };
}

const codeLike = (text: string) => text.length >= 18 && checkCreditCode(text) === 'ok';

/**
 * Resolves the account each row names, by name, credit code or outside key, leaving its id in `refs.account`.
 * An account that is not there and one out of scope answer alike. Returns the accounts found, by id.
 */
export async function resolveAccounts(ctx: Context, plan: Plan, rows: Row[]): Promise<Map<string, AccountHit>> {
  const texts = [...new Set(rows.flatMap((row) => row.texts.account ?? []))].filter((text) => text.length <= 300);
  const answers = texts.flatMap((text) => plan.answers.account?.[shorten(text)] ?? []).filter(isId);
  const codes = texts.filter(codeLike).map(normaliseCreditCode);
  const index = indexAccounts(
    await findAccounts(ctx, plan, {
      readings: texts.map((text) => readingOf(plan, text)),
      codes,
      keys: texts,
      ids: answers,
    }),
  );
  for (const row of rows) {
    const text = row.texts.account;
    if (text === undefined) continue;
    const answer = answered(plan, row, 'account', text);
    if (answer === leftRejected) continue;
    const code = codeLike(text) ? normaliseCreditCode(text) : '';
    const exact = answer
      ? [index.byId.get(answer)].filter((hit) => hit !== undefined)
      : (index.byKey.get(text) ?? index.byCode.get(code) ?? index.byName.get(text) ?? []);
    const near = exact.length ? exact : (index.byFold.get(nameKey(text)) ?? []);
    if (exact.length === 1) row.refs.account = exact[0]!.id;
    else if (near.length === 0) addProblem(row, 'account', 'imports.problem.account', text);
    else {
      const choices = near
        .slice(0, 20)
        .map(({ id, name, credit_code }) => ({ id, label: credit_code ? `${name} (${credit_code})` : name }));
      ask(row, { field: 'account', text: shorten(text), near: true, choices }, 'imports.problem.account');
    }
  }
  return index.byId;
}
