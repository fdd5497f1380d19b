import { hash } from '@node-rs/argon2';
import type postgres from 'postgres';
import { people, roleGrants, tenants, units } from '#drizzle/schema';
import type { Role } from '~/features/people/rules';
import { insertRows } from '../seed/insert';
import { bell, Dice, days, idAt, number9, of } from './dice';
import type { Plan } from './plan';
import { cities, given, joined, surnames } from './words';

export type Manager = { id: string; tenantId: number; unitId: number; weight: number };
export type Company = { managers: Manager[]; tenantIds: number[] };

type Person = typeof people.$inferInsert & { id: string };

/** Provinces, their cities and teams under the group's root, and who works there. Three of them can sign in. */
export async function makeCompany(
  sql: postgres.Sql,
  plan: Plan,
  now: number,
  password: string | undefined,
): Promise<Company> {
  const [last] = await sql`
    select coalesce((select max(id) from tenants), 0) as tenant, coalesce((select max(id) from units), 0) as unit,
      (select id from tenants where code = 'hq') as hq, (select root_unit_id from tenants where code = 'hq') as hq_unit,
      exists (select from people where email = 'gen.hq@bench.test') as before`;
  let tenantId = Number(last?.tenant) + 1;
  let unitId = Number(last?.unit) + 1;
  const dice = new Dice(tenantId, 77);
  const made = {
    tenants: [] as (typeof tenants.$inferInsert)[],
    units: [] as (typeof units.$inferInsert)[],
    people: [] as Person[],
    grants: [] as (typeof roleGrants.$inferInsert)[],
    managers: [] as Manager[],
  };
  const addTenant = (code: string, name: string) => {
    made.tenants.push({ id: tenantId, code, name });
    return tenantId++;
  };
  const addUnit = (
    tenant: number,
    parentId: number | null,
    kind: 'group' | 'province' | 'city' | 'team',
    name: string,
  ) => {
    made.units.push({ id: unitId, tenantId: tenant, parentId, name, kind, position: 0 });
    return unitId++;
  };
  const addPerson = (tenant: number, unit: number, role: Role, title: string, email?: string) => {
    const joinedAt = now - days(400 + dice.roll() * 2000);
    const id = idAt(joinedAt, dice);
    const { text, ...search } = joined([of(dice, surnames), of(dice, given)]);
    const createdAt = new Date(joinedAt);
    const no = `G${tenant}${String(made.people.length).padStart(5, '0')}`;
    made.people.push({
      id, tenantId: tenant, unitId: unit, name: text, ...search, employeeNo: no, title,
      email: email ?? `${no.toLowerCase()}@bench.test`, phone: `16${number9(dice)}`, createdAt, updatedAt: createdAt,
    }); // biome-ignore format: one row
    made.grants.push({ personId: id, role, unitId: unit });
    return id;
  };

  let group = last?.hq_unit as number | null;
  let hq = last?.hq as number | null;
  if (!group || !hq) {
    hq = addTenant('hq', '集团总部');
    group = addUnit(hq, null, 'group', '集团总部');
  }
  if (!last?.before) addPerson(hq, group, 'sales_director', '政企销售总监', 'gen.hq@bench.test');
  const first = last?.before ? 0 : tenantId;
  const perTenant = Math.ceil(plan.units / plan.tenants);
  for (let at = 0; at < plan.tenants; at++) {
    const tenant = addTenant(`gen${tenantId}`, `模拟省公司${tenantId}`);
    const root = addUnit(tenant, group, 'province', `模拟省公司${tenant}`);
    addPerson(tenant, root, 'sales_director', '政企销售总监', tenant === first ? 'gen.director@bench.test' : undefined);
    const cityCount = Math.max(1, Math.round(Math.sqrt(perTenant) * 0.6));
    const cityUnits = Array.from({ length: cityCount }, (_, no) =>
      addUnit(tenant, root, 'city', `${cities[no % cities.length]!.text}分公司`),
    );
    const teams: number[] = [];
    while (teams.length < perTenant - cityCount - 1) {
      teams.push(addUnit(tenant, cityUnits[teams.length % cityCount]!, 'team', `政企${teams.length + 1}部`));
    }
    const here =
      Math.round(((at + 1) * plan.managers) / plan.tenants) - Math.round((at * plan.managers) / plan.tenants);
    for (let no = 0; no < here; no++) {
      const unit = teams[no % teams.length]!;
      if (no % 8 === 0)
        addPerson(
          tenant,
          unit,
          'team_lead',
          '部门经理',
          tenant === first && no === 0 ? 'gen.lead@bench.test' : undefined,
        );
      const email = tenant === first && no === here >> 1 ? 'gen.manager@bench.test' : undefined;
      const id = addPerson(tenant, unit, 'account_manager', '客户经理', email);
      made.managers.push({ id, tenantId: tenant, unitId: unit, weight: email ? 1 : Math.exp(bell(dice) * 0.9) });
    }
  }
  await write(sql, made, password);
  return { managers: made.managers, tenantIds: made.tenants.map(({ id }) => id!) };
}

async function write(
  sql: postgres.Sql,
  made: { tenants: object[]; units: object[]; people: Person[]; grants: object[] },
  password: string | undefined,
) {
  await sql.begin(async (tx) => {
    const owner = tx as unknown as postgres.Sql;
    await insertRows(owner, tenants, made.tenants as (typeof tenants.$inferInsert)[]);
    await insertRows(owner, units, made.units as (typeof units.$inferInsert)[]);
    await tx`
      update tenants t set root_unit_id = u.id from units u where t.root_unit_id is null and u.tenant_id = t.id
      and not exists (select from units p where p.id = u.parent_id and p.tenant_id = t.id)`;
    await insertRows(owner, people, made.people);
    await insertRows(owner, roleGrants, made.grants as (typeof roleGrants.$inferInsert)[]);
    await tx`
      select setval(pg_get_serial_sequence('tenants', 'id'), greatest(100, (select max(id) from tenants))),
        setval(pg_get_serial_sequence('units', 'id'), greatest(1000, (select max(id) from units)))`;
    if (!password) return;
    const passwordHash = await hash(password);
    await tx`
      insert into credentials (person_id, password_hash) select id, ${passwordHash} from people
      where email like 'gen.%@bench.test' on conflict (person_id) do update set password_hash = excluded.password_hash`;
  });
}
