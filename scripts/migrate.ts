import path from 'node:path';
import { Logger, runMigrations as migrateJobs } from 'graphile-worker';
import postgres from 'postgres';
import { applyMigrations } from './apply-migrations';
import { jobDoor } from './job-door';
import { ensureRoles, roleUrl } from './roles';
import { readSecrets } from './secrets';

const migrationsFolder = path.resolve('drizzle/migrations');
const ourLock = 724_000_100;
const quiet = new Logger(() => () => {});

const connect = (url: string) => postgres(url, { max: 1, fetch_types: false, connect_timeout: 15, onnotice: () => {} });

interface Options {
  /** Logins made by somebody else; what is missing gets a role and a password of ours. */
  appUrl?: string;
  jobsUrl?: string;
  log?: (message: string) => void;
}

const applied = async (sql: postgres.Sql) => {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return 0;
  const [row] = await sql`select count(*)::int as n from drizzle.__drizzle_migrations`;
  return row?.n as number;
};

/** The queue's tables belong to the jobs role. */
async function prepareJobs(sql: postgres.Sql, database: string, jobsUrl: string) {
  await sql.unsafe(`grant create on database ${database} to jiketong_jobs`);
  const jobs = connect(jobsUrl);
  try {
    await migrateJobs({ connectionString: jobsUrl, schema: 'graphile_worker', logger: quiet });
    await jobs.unsafe(jobDoor);
  } finally {
    await jobs.end();
    await sql.unsafe(`revoke create on database ${database} from jiketong_jobs`);
  }
}

async function grantReading(sql: postgres.Sql) {
  const schemas = await sql`
    select quote_ident(nspname) as name from pg_namespace
    where nspname !~ '^(pg_|information_schema)' and nspname not in ('graphile_worker', 'jobs')`;
  for (const { name } of schemas) {
    await sql.unsafe(`grant usage on schema ${name} to jiketong_backup`);
    await sql.unsafe(`grant select on all tables in schema ${name} to jiketong_backup`);
    await sql.unsafe(`grant select on all sequences in schema ${name} to jiketong_backup`);
  }
  // the readiness check compares it with what the build expects
  await sql`grant usage on schema drizzle to jiketong_app`;
  await sql`grant select on drizzle.__drizzle_migrations to jiketong_app`;
}

/** Brings a database to what this version needs, as its owner. Safe to run twice at once. */
export async function prepareDatabase(ownerUrl: string, dataDir: string, options: Options = {}) {
  const { log = () => {} } = options;
  const secrets = readSecrets(dataDir);
  const urls = {
    appUrl: options.appUrl ?? roleUrl(ownerUrl, 'app', secrets),
    jobsUrl: options.jobsUrl ?? roleUrl(ownerUrl, 'jobs', secrets),
    backupUrl: roleUrl(ownerUrl, 'backup', secrets),
  };
  const sql = connect(ownerUrl);
  try {
    const [server] = await sql`
      select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
        quote_ident(current_database()) as database`;
    if (!server) throw new Error('The database does not answer.');
    if (server.version < 150_000) throw new Error(`PostgreSQL 15 or newer is needed, this server is ${server.name}.`);
    // asked for again and again: whoever waits in a statement holds a snapshot, and an index built concurrently waits for that
    for (let held = false; !held; ) {
      const [got] = await sql`select pg_try_advisory_lock(${ourLock}) as held`;
      held = got?.held === true;
      if (!held) await new Promise((done) => setTimeout(done, 200));
    }
    await sql`set lock_timeout = '3s'`;
    const given = [options.appUrl && 'app', options.jobsUrl && 'jobs'].filter(
      (role) => role === 'app' || role === 'jobs',
    );
    await ensureRoles(sql, ownerUrl, secrets, given, log);
    const before = await applied(sql);
    if (before === 0) {
      await sql.unsafe(`
        revoke temporary on database ${server.database} from public;
        grant connect on database ${server.database} to jiketong_app, jiketong_jobs, jiketong_backup;
        revoke create on schema public from public;
        grant usage on schema public to jiketong_app, jiketong_jobs, jiketong_backup;
      `);
    }
    await prepareJobs(sql, server.database, urls.jobsUrl);
    await applyMigrations(sql, migrationsFolder);
    const after = await applied(sql);
    if (after > before) {
      await grantReading(sql);
      log(`applied ${after - before} migrations`);
    }
    return urls;
  } finally {
    await sql.end();
  }
}
