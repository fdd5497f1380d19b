// npm run token -- --user EMAIL [--role ROLE] [--name TEXT] [--days 90] [--scopes "read visits:write"]: a service token
// for a program that acts for that person.
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { newId } from '~/core/ids';
import { parseScopes } from '~/features/api/scopes';
import { makeToken } from '~/features/api/secret.server';
import { openInstallation } from './installation';

const usage =
  'npm run token -- --user EMAIL [--role ROLE] [--name TEXT] [--days 1…366] [--scopes "read write accounts:read …"]';
const { values } = parseArgs({
  options: {
    user: { type: 'string' },
    role: { type: 'string' },
    name: { type: 'string' },
    days: { type: 'string', default: '90' },
    scopes: { type: 'string', default: 'read write' },
  },
});
const days = Number(values.days);
const scopes = parseScopes(values.scopes);
if (!values.user || !scopes || !Number.isInteger(days) || days < 1 || days > 366) {
  console.error(usage);
  process.exit(2);
}

const installation = await openInstallation(() => {});
const sql = postgres(installation.ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
try {
  const [held] = await sql`
    select p.id, g.role from people p join role_grants g on g.person_id = p.id
    where lower(p.email) = ${values.user.toLowerCase()} and (p.left_on is null or p.left_on >= app.today())
      and g.role = coalesce(${values.role ?? null}, g.role)
    order by g.role limit 1`;
  if (held) {
    const { token, tokenHash } = makeToken();
    const name = values.name ?? 'npm run token';
    // one statement, so that no token acts for somebody without its entry in the journal, which tells them
    await sql`
      with made as (
        insert into api_tokens (id, token_hash, person_id, role, name, kind, scopes, expires_at)
        values (${newId()}, ${tokenHash}, ${held.id}, ${held.role}, ${name}, 'service',
          ${`{${scopes}}`}::text[], now() + make_interval(days => ${days}))
        returning id, person_id)
      insert into journal (tenant_id, id, at, event, subject, subject_id, unit_id, owner_id, after)
      select p.tenant_id, ${newId()}, now(), 'session.token_made', 'session', made.id, p.unit_id, p.id,
        jsonb_build_object('name', ${name}::text, 'scopes', ${scopes.join(' ')}::text, 'days', ${days}::integer)
      from made join people p on p.id = made.person_id`;
    console.log(token);
    console.error(
      `Role ${held.role}, ${days} days, for: ${scopes.join(' ')}. Send it as "Authorization: Bearer …"; it is not shown again.`,
    );
  } else {
    console.error(`Nobody signs in as ${values.user}${values.role ? ` in the role ${values.role}` : ''}.`);
    process.exitCode = 1;
  }
} finally {
  await sql.end();
  await installation.close();
}
