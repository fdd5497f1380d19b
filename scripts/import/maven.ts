import { hash } from '@node-rs/argon2';
import postgres from 'postgres';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { newId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import type { Question } from '~/features/imports/row';
import {
  accountColumns,
  accountsTable,
  countMaven,
  dealColumns,
  dealsTable,
  emailOf,
  type Maven,
  noAccount,
  peopleTable,
  productsTable,
  readMaven,
} from './maven-files';
import { runFile } from './run-file';

type Options = { ownerUrl: string; dir: string; tenantName: string; password: string };

/** A company of its own: its root, an office per region, a team per manager, and a director who imports the rest. */
/** `Maven` → `maven`: names the company in keys and addresses. */
const codeOf = (tenantName: string) =>
  tenantName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'maven';

async function makeCompany(sql: postgres.Sql, tenantName: string, { teams }: Maven) {
  const code = codeOf(tenantName);
  const [taken] = await sql`select 1 from tenants where code = ${code} or name = ${tenantName}`;
  if (taken) throw new Error(`There is a company "${tenantName}" already; choose another by --tenant-name.`);
  const directorId = newId();
  return sql.begin(async (tx) => {
    const [tenant] = await tx<
      { id: number }[]
    >`insert into tenants (code, name) values (${code}, ${tenantName}) returning id`;
    const unit = async (parent: number | null, kind: string, name: string) => {
      const [row] = await tx<{ id: number }[]>`
        insert into units (tenant_id, parent_id, kind, name) values (${tenant!.id}, ${parent}, ${kind}, ${name}) returning id`;
      return row!.id;
    };
    const root = await unit(null, 'province', tenantName);
    await tx`update tenants set root_unit_id = ${root} where id = ${tenant!.id}`;
    const offices = new Map<string, number>();
    const made = new Set<string>();
    for (const { regional_office: office, manager } of teams) {
      if (!offices.has(office!)) offices.set(office!, await unit(root, 'city', office!));
      if (made.has(manager!)) continue;
      made.add(manager!);
      await unit(offices.get(office!)!, 'team', manager!);
    }
    const name = `${tenantName} Director`;
    const { pinyin, initials, search } = searchText({ name });
    await tx`
      insert into people (id, tenant_id, unit_id, name, pinyin, initials, search, email, locale)
      values (${directorId}, ${tenant!.id}, ${root}, ${name}, ${pinyin}, ${initials}, ${search}, ${emailOf('director', code)}, 'en')`;
    for (const role of ['sales_director', 'admin']) {
      await tx`insert into role_grants (person_id, role, unit_id) values (${directorId}, ${role}, ${root})`;
    }
    return { tenantId: tenant!.id, root, directorId };
  });
}

/** Who sells to an account works on it, and so does the manager: without that nobody but the director would see it. */
const joinTeams = (sql: postgres.Sql, tenantId: number) => sql`
  with sellers as (
    select distinct o.account_id, o.owner_id as person_id from opportunities o where o.tenant_id = ${tenantId}
    union
    select distinct o.account_id, g.person_id from opportunities o join people p on p.id = o.owner_id
    join role_grants g on g.unit_id = p.unit_id and g.role = 'team_lead' where o.tenant_id = ${tenantId}
  )
  insert into assignments (tenant_id, id, unit_id, owner_id, account_id, role, during, reason)
  select a.tenant_id, gen_random_uuid(), a.unit_id, s.person_id, a.id, 'backup', daterange(app.today(), null), 'sells to this account'
  from sellers s join accounts a on a.tenant_id = ${tenantId} and a.id = s.account_id where s.person_id <> a.owner_id`;

async function letSignIn(sql: postgres.Sql, tenantId: number, password: string) {
  const hashed = await hash(password);
  await sql`
    insert into credentials (person_id, password_hash)
    select distinct p.id, ${hashed} from people p join role_grants g on g.person_id = p.id
    where p.tenant_id = ${tenantId} and g.role in ('team_lead', 'sales_director')`;
}

/** A near match with one thing it can mean is that thing; all else stays open and stops the import. */
const onlyChoice = ({ near, choices }: Question) => (near && choices.length === 1 ? choices[0]!.id : '');

export async function importMaven({ ownerUrl, dir, tenantName, password }: Options) {
  const files = readMaven(dir);
  const company = codeOf(tenantName);
  const sql = postgres(ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    const { tenantId, root, directorId } = await makeCompany(sql, tenantName, files);
    const actor = await findActorById(directorId, 'admin');
    if (!actor) throw new Error('the director is not there');
    const ctx = contextFor(actor);
    const common = { unitId: root };
    const people = await runFile(ctx, peopleTable(files, company), {
      ...common,
      kind: 'people',
      columns: ['name', 'email', 'role', 'unit'],
      keyField: 'email',
    });
    const products = await runFile(ctx, productsTable(files), {
      ...common,
      kind: 'offerings',
      columns: ['name', '', 'listOneOffFen', 'code', 'nameEn', 'line'],
      keyField: 'code',
    });
    const accounts = await runFile(ctx, accountsTable(files), {
      ...common,
      kind: 'accounts',
      columns: accountColumns,
      keyField: 'name',
    });
    const deals = await runFile(ctx, dealsTable(files), {
      ...common,
      kind: 'opportunities',
      columns: dealColumns,
      keyField: 'externalKey',
      answer: onlyChoice,
    });
    await joinTeams(sql, tenantId);
    await letSignIn(sql, tenantId, password);
    // evenings as the file tells of them, not all on the day it was read
    await sql`select app.rebuild_snapshots(array[${tenantId}]::integer[])`;
    await sql`analyze`;
    const n = countMaven(files);
    const offered = deals.asked.map(
      ({ text, choices }) => `"${text}" → "${choices.map(({ label }) => label).join('" / "')}"`,
    );
    return {
      tenantId,
      root,
      directorId,
      lines: [
        `company "${tenantName}": ${people.import_.created} people in 3 offices under 6 managers, ${products.import_.created} products`,
        `accounts: ${accounts.import_.created - 1} of ${n.accounts} (${n.withParent} with a parent), and "${noAccount}"`,
        `opportunities: ${deals.import_.created} of ${n.deals}, ${deals.import_.rejected} rejected`,
        `  ${n.withoutAccount} rows name no account: they stand under "${noAccount}"`,
        `  ${n.unknownProduct} rows name a product that is not in the list: ${offered.join(', ')}`,
        `  ${n.open} are open (Engaging → develop), ${n.openWithoutEndOrValue} of them without an end or a value: value 0, no expected close`,
        `  Won and Lost have no reason: "other", with the note "not in the file"`,
        `sector "technolgy" (${n.misspeltSector} accounts) was read as technology; the file's word is in the note`,
        `office_location "Philipines" (${n.philipines}) is kept as it is`,
        `${n.idle.length} agents have no opportunity and show as 0: ${n.idle.join(', ')}`,
        'amounts are the numbers of the file, shown in yuan; revenue was in millions',
        `accounts have no kind in the file: private; no owner either: they belong to the director, sellers are on their team`,
        `sign-ins: ${['director', ...new Set(files.teams.map((line) => line.manager!))].map((name) => emailOf(name, company)).join(', ')}`,
      ],
    };
  } finally {
    await sql.end();
  }
}
