import { sql } from 'drizzle-orm';
import type { Role } from '~/features/people/rules';
import type { Actor } from './context.server';
import { reader } from './db.server';

type Row = Omit<Actor, 'sessionId' | 'personId' | 'role' | 'email'> & { email: string | null };

/** A person as an actor outside any session, for jobs that run in somebody's name; null when the role is theirs no more. */
export async function findActorById(personId: string, role: Role): Promise<Actor | null> {
  const rows = await reader({ personId, role }).execute<{ actor: Row | string }>(sql`
    select json_build_object(
      'name', p.name, 'email', p.email, 'locale', p.locale, 'tenantId', p.tenant_id, 'tenantName', t.name,
      'unitId', p.unit_id, 'unitName', u.name,
      'roles', (select json_agg(distinct g.role) from role_grants g where g.person_id = p.id),
      'ledUnits', array_to_json(app.led_units()), 'visibleTenants', array_to_json(app.visible_tenants()),
      'visibleUnits', array_to_json(app.visible_units())) as actor
    from people p join tenants t on t.id = p.tenant_id join units u on u.id = p.unit_id
    where p.id = ${personId} and (p.left_on is null or p.left_on >= app.today())
      and exists (select 1 from role_grants g where g.person_id = p.id and g.role = ${role})`);
  const found = rows[0]?.actor;
  if (!found) return null;
  const row = typeof found === 'string' ? (JSON.parse(found) as Row) : found;
  return { ...row, email: row.email ?? '', sessionId: '', personId, role };
}
