import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Table } from './run-file';

type Line = Record<string, string>;

/** What the files' words mean here. `technolgy` is the file's own spelling. */
const industries: Record<string, string> = {
  medical: '84',
  retail: '52',
  software: '65',
  technology: '39',
  entertainment: '90',
  marketing: '72',
  telecommunications: '63',
  finance: '66',
  employment: '72',
  services: '81',
};
const misspelt: Record<string, string> = { technolgy: 'technology' };
const stages: Record<string, string> = { Prospecting: 'qualify', Engaging: 'develop', Won: 'won', Lost: 'lost' };

export const noAccount = '文件中无客户 (no account in the file)';
export const notInFile = 'not in the file';
export const emailOf = (name: string, company: string) =>
  `${name
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.|\.$/g, '')}@${company}.test`;

const read = (dir: string, name: string) =>
  parse(readFileSync(path.join(dir, name)), { columns: true, bom: true }) as Line[];

export function readMaven(dir: string) {
  return {
    teams: read(dir, 'sales_teams.csv'),
    products: read(dir, 'products.csv'),
    accounts: read(dir, 'accounts.csv'),
    deals: read(dir, 'sales_pipeline_asof_2017-09-30.csv'),
  };
}
export type Maven = ReturnType<typeof readMaven>;

/** The columns of the file and behind them what we need besides. */
function widen(name: string, lines: Line[], more: Record<string, (line: Line) => string>): Table {
  const own = Object.keys(lines[0] ?? {});
  return {
    name,
    header: [...own, ...Object.keys(more)],
    rows: lines.map((line) => [...own.map((key) => line[key] ?? ''), ...Object.values(more).map((of) => of(line))]),
  };
}

export function peopleTable({ teams }: Maven, company: string): Table {
  const managers = [...new Set(teams.map((line) => line.manager!))];
  return {
    name: 'sales_teams.csv',
    header: ['sales_agent', 'email', 'role', 'team'],
    rows: [
      ...managers.map((name) => [name, emailOf(name, company), 'team_lead', name]),
      ...teams.map((line) => [
        line.sales_agent!,
        emailOf(line.sales_agent!, company),
        'account_manager',
        line.manager!,
      ]),
    ],
  };
}

export const productsTable = ({ products }: Maven) =>
  widen('products.csv', products, {
    code: (line) => line.product!,
    english: (line) => `${line.product} (series ${line.series})`,
    line: () => 'other',
  });

/** Revenue is in millions with two decimals: whole yuan, exactly. */
const millions = (text: string) => String(Math.round(Number(text) * 100) * 10_000);

export function accountsTable({ accounts }: Maven): Table {
  const sector = (line: Line) => misspelt[line.sector!] ?? line.sector!;
  const table = widen('accounts.csv', accounts, {
    kind: () => 'private',
    industry: (line) => industries[sector(line)] ?? '',
    yuan: (line) => millions(line.revenue!),
    note: (line) => `sector: ${line.sector}`,
  });
  table.rows.push([
    noAccount,
    '',
    '',
    '',
    '',
    '',
    '',
    'private',
    '',
    '',
    'stands for opportunities whose row names no account',
  ]);
  return table;
}
export const accountColumns = [
  'name',
  '',
  'foundedYear',
  '',
  'headcount',
  'address',
  'parent',
  'kind',
  'industry',
  'annualRevenueFen',
  'tailoringNote',
];

const isClosed = (line: Line) => line.deal_stage === 'Won' || line.deal_stage === 'Lost';

export const dealsTable = ({ deals }: Maven) =>
  widen('sales_pipeline.csv', deals, {
    customer: (line) => line.account || noAccount,
    title: (line) => `${line.product} · ${line.account || line.opportunity_id}`,
    stage: (line) => stages[line.deal_stage!] ?? line.deal_stage!,
    first_stage: (line) => (line.engage_date ? 'develop' : 'qualify'),
    reason: (line) => (isClosed(line) ? 'other' : ''),
    reason_note: (line) => (isClosed(line) ? notInFile : ''),
  });
export const dealColumns = [
  'externalKey',
  'owner',
  'offering',
  '',
  '',
  'createdOn',
  'closedOn',
  'oneOffFen',
  'account',
  'title',
  'stage',
  'firstStage',
  'closeReason',
  'closeNote',
];

export function countMaven({ teams, products, accounts, deals }: Maven) {
  const known = new Set(products.map((line) => line.product));
  const sellers = new Set(deals.map((line) => line.sales_agent));
  const count = (lines: Line[], test: (line: Line) => boolean) => lines.filter(test).length;
  return {
    accounts: accounts.length,
    withParent: count(accounts, (line) => line.subsidiary_of !== ''),
    misspeltSector: count(accounts, (line) => line.sector! in misspelt),
    philipines: count(accounts, (line) => line.office_location === 'Philipines'),
    deals: deals.length,
    withoutAccount: count(deals, (line) => line.account === ''),
    unknownProduct: count(deals, (line) => !known.has(line.product)),
    open: count(deals, (line) => !isClosed(line)),
    openWithoutEndOrValue: count(
      deals,
      (line) => !isClosed(line) && (line.close_date === '' || line.close_value === ''),
    ),
    idle: teams.map((line) => line.sales_agent!).filter((name) => !sellers.has(name)),
  };
}
