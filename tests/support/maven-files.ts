import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type postgres from 'postgres';

export const dir = path.resolve('../shared/data/maven');
export const present = existsSync(dir);
if (!present) console.warn(`skipped: the public B2B pipeline is not in ${dir}`);

export type Line = Record<string, string>;
export const read = (name: string) => parse(readFileSync(path.join(dir, name)), { columns: true }) as Line[];
export const sum = (lines: Line[]) => lines.reduce((total, line) => total + Number(line.close_value || 0) * 100, 0);
export const sortedEntries = (map: Map<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

export function grouped<T>(lines: Line[], keyOf: (line: Line) => string, of: (lines: Line[]) => T) {
  const groups = new Map<string, Line[]>();
  for (const line of lines) groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line]);
  return sortedEntries(new Map([...groups].map(([key, group]) => [key, of(group)])));
}
export const figures = (lines: Line[]) => ({ n: lines.length, fen: sum(lines) });

export const isOpen = (line: Line) => line.deal_stage !== 'Won' && line.deal_stage !== 'Lost';
const inQuarter = (line: Line, stage: string) => line.deal_stage === stage && line.close_date! >= '2017-07-01';
const reviewed = (lines: Line[]) => ({
  openCount: lines.filter(isOpen).length,
  openFen: sum(lines.filter(isOpen)),
  wonFen: sum(lines.filter((line) => inQuarter(line, 'Won'))),
  lostFen: sum(lines.filter((line) => inQuarter(line, 'Lost'))),
});
export type Reviewed = ReturnType<typeof reviewed> & { name: string };
export const byName = (rows: Reviewed[]) =>
  sortedEntries(
    new Map(
      rows.map(({ name, openCount, openFen, wonFen, lostFen }) => [name, { openCount, openFen, wonFen, lostFen }]),
    ),
  );
/** What the files say of the agents of an office, a manager or one agent; of those who sold nothing, 0. */
export const expected = (column: string, { deals, teams }: { deals: Line[]; teams: Line[] }) =>
  sortedEntries(
    new Map(
      teams.map((line) => {
        const agents = teams.filter((other) => other[column] === line[column]).map((other) => other.sales_agent);
        return [line[column]!, reviewed(deals.filter((deal) => agents.includes(deal.sales_agent)))];
      }),
    ),
  );

/** Agents added up under their manager in the files. */
export function perManager(agents: Reviewed[], teams: Line[]) {
  const managerOf = new Map(teams.map((line) => [line.sales_agent!, line.manager!]));
  const managers = new Map<string, Reviewed>();
  for (const { name, openCount, openFen, wonFen, lostFen } of agents) {
    const manager = managerOf.get(name)!;
    const so = managers.get(manager) ?? { name: manager, openCount: 0, openFen: 0, wonFen: 0, lostFen: 0 };
    managers.set(manager, {
      name: manager,
      openCount: so.openCount + openCount,
      openFen: so.openFen + openFen,
      wonFen: so.wonFen + wonFen,
      lostFen: so.lostFen + lostFen,
    });
  }
  return [...managers.values()];
}

export type Row = { key: string; n: string | number; fen: string | number };
export const rowsOf = (rows: readonly Row[]) =>
  sortedEntries(new Map(rows.map(({ key, n, fen }) => [key, { n: Number(n), fen: Number(fen) }])));

/** As the director sees it on a day on which the files were new. */
export async function directorOf(sql: postgres.Sql, tenantId: number) {
  const { findActorById } = await import('~/core/actor.server');
  const { contextFor } = await import('~/core/context.server');
  const [person] = await sql<{ id: string }[]>`
    select p.id from people p join role_grants g on g.person_id = p.id and g.role = 'sales_director' where p.tenant_id = ${tenantId}`;
  return contextFor((await findActorById(person!.id, 'sales_director'))!, new Date('2017-09-30T04:00:00Z'));
}
