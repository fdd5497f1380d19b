import postgres from 'postgres';
import { inject } from 'vitest';
import { newId } from '~/core/ids';

/** Somebody new beside the demo's manager, with the demo's password: what a test does to their sign-in disturbs nobody. */
export async function newColleague(beside = 'manager@demo.test') {
  const id = newId();
  const email = `${id.slice(-12)}@demo.test`;
  const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await sql`insert into people (id, tenant_id, unit_id, name, email)
      select ${id}, tenant_id, unit_id, '林测试', ${email} from people where email = ${beside}`;
    await sql`insert into role_grants (person_id, role, unit_id)
      select ${id}, g.role, g.unit_id from role_grants g join people p on p.id = g.person_id where p.email = ${beside}`;
    await sql`insert into credentials (person_id, password_hash)
      select ${id}, c.password_hash from credentials c join people p on p.id = c.person_id where p.email = ${beside}`;
  } finally {
    await sql.end();
  }
  return { id, email };
}
