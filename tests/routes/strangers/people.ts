import postgres from 'postgres';
import { inject } from 'vitest';
import { newId } from '~/core/ids';
import { type Role, roles, unitRoles } from '~/features/people/rules';
import { Visitor } from '../../support/visitor';

/** `beside`: another unit of the victims' company; `elsewhere`: another company. */
export type Stranger = { role: Role; from: 'beside' | 'elsewhere'; email: string; id: string; visitor: Visitor };

/** Who leads holds the role for a city or a whole other company, who sells works in a team of it. */
const places = {
  beside: { leads: "n.name = '宁波分公司'", works: "n.name = '行业客户部' and t.code = 'zj'" },
  elsewhere: { leads: "n.name = '广东公司'", works: "n.name = '政企一部' and t.code = 'gd'" },
} as const;

/** One new person of each role at each place, signed in. */
export async function makeStrangers(): Promise<Stranger[]> {
  const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const made: Stranger[] = [];
  try {
    for (const from of ['beside', 'elsewhere'] as const)
      for (const role of roles) {
        const id = newId();
        const email = `${id.slice(-12)}@demo.test`;
        const place = places[from][(unitRoles as readonly Role[]).includes(role) ? 'leads' : 'works'];
        const [unit] = await sql.unsafe(
          `select n.id, n.tenant_id from units n join tenants t on t.id = n.tenant_id where ${place}`,
        );
        if (!unit) throw new Error(`the demo has no unit where ${place}`);
        await sql`insert into people (id, tenant_id, unit_id, name, email)
          values (${id}, ${unit.tenant_id}, ${unit.id}, '林外人', ${email})`;
        await sql`insert into role_grants (person_id, role, unit_id) values (${id}, ${role}, ${unit.id})`;
        await sql`insert into credentials (person_id, password_hash)
          select ${id}, c.password_hash from credentials c join people p on p.id = c.person_id where p.email = 'manager@demo.test'`;
        const visitor = await Visitor.signIn(email);
        await visitor.get('/settings'); // the first page brings the style sheet along
        made.push({ role, from, email, id, visitor });
      }
  } finally {
    await sql.end();
  }
  return made;
}
