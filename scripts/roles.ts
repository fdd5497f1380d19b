// The login roles of the database. Roles belong to the whole cluster, so every step may meet its own work done already.
import postgres from 'postgres';
import type { Secrets } from './secrets';

const roles = {
  app: {
    name: 'jiketong_app',
    can: 'nosuperuser nobypassrls',
    settings: {
      statement_timeout: '10s',
      lock_timeout: '5s',
      idle_in_transaction_session_timeout: '30s',
      // pages ask the same few hundred statements: making a plan anew cost more than most of them
      plan_cache_mode: 'force_generic_plan',
    },
  },
  jobs: { name: 'jiketong_jobs', can: 'nosuperuser nobypassrls', settings: { lock_timeout: '10s' } },
  backup: { name: 'jiketong_backup', can: 'nosuperuser', settings: { default_transaction_read_only: 'on' } },
};
type Role = keyof typeof roles;

const code = (error: unknown) => (error as { code?: string }).code ?? '';
const alreadyThere = ['42710', '23505'];
const busy = 'XX000'; // "tuple concurrently updated": another start alters the same role at this moment

async function insist(step: () => Promise<unknown>) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step();
    } catch (error) {
      if (alreadyThere.includes(code(error))) return undefined;
      if (code(error) !== busy || attempt === 20) throw error;
      await new Promise((done) => setTimeout(done, 25 * attempt));
    }
  }
}

export function roleUrl(ownerUrl: string, role: Role, secrets: Secrets) {
  const url = new URL(ownerUrl);
  url.username = roles[role].name;
  url.password = secrets[role];
  return url.href;
}

async function canSignIn(url: string) {
  const sql = postgres(url, { max: 1, fetch_types: false, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select 1`;
    return true;
  } catch (error) {
    // wrong password, unknown role, or a login forbidden by the server's own rules
    if (code(error).startsWith('28')) return false;
    throw error;
  } finally {
    await sql.end();
  }
}

async function makeRole(sql: postgres.Sql, role: Role, password: string, log: (message: string) => void) {
  const { name, can, settings } = roles[role];
  const [found] = await sql`select 1 from pg_roles where rolname = ${name}`;
  if (!found) await insist(() => sql.unsafe(`create role ${name} login nocreatedb nocreaterole ${can}`));
  // the password consists of letters, digits, - and _
  await insist(() => sql.unsafe(`alter role ${name} password '${password}'`));
  for (const [key, value] of Object.entries(settings)) {
    await insist(() => sql.unsafe(`alter role ${name} set ${key} = '${value}'`));
  }
  if (role === 'backup') {
    await insist(() => sql.unsafe(`alter role ${name} bypassrls`)).catch((error) => {
      if (code(error) !== '42501') throw error;
      log(`only a superuser can let ${name} read every row: "alter role ${name} bypassrls" is needed for backups`);
    });
  }
  if (found) log(`gave the database role ${name} a new password, kept in DATA_DIR/secrets.json`);
}

/** Makes the roles that can not yet sign in with the secrets of this installation. */
export async function ensureRoles(
  sql: postgres.Sql,
  ownerUrl: string,
  secrets: Secrets,
  given: Role[],
  log: (message: string) => void,
) {
  await Promise.all(
    (Object.keys(roles) as Role[]).map(async (role) => {
      if (given.includes(role)) {
        const [found] = await sql`select 1 from pg_roles where rolname = ${roles[role].name}`;
        if (found) return;
      } else if (await canSignIn(roleUrl(ownerUrl, role, secrets))) return;
      await makeRole(sql, role, secrets[role], log);
    }),
  );
}
