import type { people, roleGrants, tenants, units } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import { searchText } from '~/core/pinyin.server';
import type { Role, UnitKind } from '~/features/people/rules';
import { branches, headquarters, type Member, type Unit } from './company-table';
import type { Demo } from './demo';
import { makeMobile, makePerson } from './names/people';
import { between } from './random';

export type Person = typeof people.$inferInsert & { id: string; roles: Role[]; key?: Member['key']; region: string };

export type Company = {
  tenants: (typeof tenants.$inferInsert)[];
  units: (typeof units.$inferInsert)[];
  people: Person[];
  grants: (typeof roleGrants.$inferInsert)[];
  /** The person of a demo sign-in or of the story. */
  one(key: NonNullable<Member['key']>): Person;
  /** Who serves customers in a tenant. */
  managersOf(tenantCode: string): Person[];
};

export function makeCompany(demo: Demo): Company {
  const made = {
    tenants: [] as Company['tenants'],
    units: [] as Company['units'],
    people: [] as Person[],
    grants: [] as Company['grants'],
  };
  const names = new Set(
    [headquarters, ...branches].flatMap(({ root }) => allMembers(root).flatMap(({ name }) => name ?? [])),
  );
  const group = 1;
  for (const [at, { code, name, root }] of [headquarters, ...branches].entries()) {
    const tenantId = at + 1;
    made.tenants.push({ id: tenantId, code, name });
    addUnit(tenantId, root, at === 0 ? null : group, at, root.region);
  }

  function addUnit(tenantId: number, unit: Unit, parentId: number | null, position: number, region: string): number {
    const id = made.units.length + 1;
    made.units.push({ id, tenantId, parentId, name: unit.name, kind: unit.kind as UnitKind, position });
    for (const member of unit.members ?? []) addPerson(tenantId, id, unit.region || region, member);
    for (const [at, child] of (unit.units ?? []).entries()) addUnit(tenantId, child, id, at, unit.region || region);
    return id;
  }

  function addPerson(tenantId: number, unitId: number, region: string, member: Member) {
    let name = member.name;
    while (!name) {
      const drawn = makePerson(demo.random, region).name;
      if (!names.has(drawn)) name = drawn;
    }
    names.add(name);
    const joinedOn = demo.day(-between(demo.random, 400, 3400));
    const createdAt = fromLocal(joinedOn);
    const phone = makeMobile(demo.random);
    const serial = String(made.people.length + 1).padStart(4, '0');
    const employeeNo = `${made.tenants[tenantId - 1]?.code.toUpperCase()}${serial}`;
    const text = searchText({ name, person: true, extra: [employeeNo, phone] });
    const email = member.key && member.key !== 'leaver' ? `${member.key}@demo.test` : `${text.pinyin}@demo.test`;
    const person: Person = {
      id: demo.id(createdAt),
      tenantId,
      unitId,
      name,
      ...text,
      employeeNo,
      title: member.title,
      email,
      phone,
      joinedOn,
      leftOn: member.key === 'leaver' ? demo.day(-21) : null,
      createdAt,
      updatedAt: createdAt,
      roles: member.roles,
      key: member.key,
      region,
    };
    made.people.push(person);
    for (const role of member.roles) made.grants.push({ personId: person.id, role, unitId });
  }

  const tenantOf = (code: string) => made.tenants.findIndex((tenant) => tenant.code === code) + 1;
  return {
    ...made,
    one: (key) => {
      const found = made.people.find((person) => person.key === key);
      if (!found) throw new Error(`nobody is ${key}`);
      return found;
    },
    managersOf: (code) =>
      made.people.filter((p) => p.tenantId === tenantOf(code) && p.roles.includes('account_manager')),
  };
}

function allMembers(unit: Unit): Member[] {
  return [...(unit.members ?? []), ...(unit.units ?? []).flatMap(allMembers)];
}
