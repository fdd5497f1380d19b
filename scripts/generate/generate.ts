import postgres from 'postgres';
import { accountColumns, accountLines, assignmentColumns, assignmentLines, makeAccounts } from './accounts';
import { bulk } from './bulk';
import { makeCompany } from './company';
import { contactColumns, contactLines } from './contacts';
import { copyLines } from './copy';
import {
  changeColumns,
  changeLines,
  journalColumns,
  journalLines,
  opportunityColumns,
  opportunityLines,
} from './opportunities';
import { planFor, type Sizes } from './plan';
import { rebuildTotals } from './totals';
import { commitmentColumns, commitmentLines, needColumns, needLines, visitColumns, visitLines } from './visits';

export type Generated = {
  rows: number;
  seconds: number;
  tables: { table: string; rows: number; copySeconds: number; seconds: number }[];
};

/** Fills the database with a company of the given size beside whatever is there, as the owner of the tables. */
export async function generate(
  ownerUrl: string,
  sizes: Sizes & { password?: string },
  log: (message: string) => void,
): Promise<Generated> {
  const sql = postgres(ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  const began = performance.now();
  const since = (from: number) => (performance.now() - from) / 1000;
  const plan = planFor(sizes);
  const now = Date.now();
  const tables: Generated['tables'] = [];
  try {
    const company = await makeCompany(sql, plan, now, sizes.password);
    const accounts = makeAccounts(company, plan.accounts, now);
    const offerings = (await sql`select id from offerings where tenant_id is null and lifecycle = 'launched'`).map(
      ({ id }) => id as string,
    );
    const deals = plan.opportunities;
    const fill = async (table: string, columns: string[], lines: Iterable<string>) => {
      const from = performance.now();
      let copySeconds = 0;
      const rows = await bulk(sql, table, async (tx) => {
        const count = await copyLines(tx, table, columns, lines);
        copySeconds = since(from);
        return count;
      });
      tables.push({ table, rows, copySeconds, seconds: since(from) });
      log(
        `${table}: ${rows.toLocaleString('en')} rows in ${since(from).toFixed(1)} s, of which COPY ${copySeconds.toFixed(1)} s`,
      );
    };
    await fill('accounts', accountColumns, accountLines(accounts, now));
    await fill('assignments', assignmentColumns, assignmentLines(accounts));
    await fill('contacts', contactColumns, contactLines(accounts, plan.contacts, now));
    await fill('opportunities', opportunityColumns, opportunityLines(accounts, deals, now, offerings));
    await fill('opportunity_changes', changeColumns, changeLines(accounts, deals, now));
    await fill('visits', visitColumns, visitLines(accounts, plan.visits, deals, now));
    await fill('needs', needColumns, needLines(accounts, plan.needs, deals, now));
    await fill('commitments', commitmentColumns, commitmentLines(accounts, plan.commitments, now));
    await fill('journal', journalColumns, journalLines(accounts, deals, now));
    await rebuildTotals(sql, company.tenantIds);
    await sql`vacuum (analyze)`;
    return { rows: tables.reduce((sum, { rows }) => sum + rows, 0), seconds: since(began), tables };
  } finally {
    await sql.end();
  }
}
