// npm run distribute: spreads a database with the Citus extension over its machines, tenants beside their own rows.
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { planSpread } from './distribute/plan';
import { openInstallation } from './installation';

const usage = 'npm run distribute -- [--dry-run] [--force] [--shards N]';
const { values } = parseArgs({
  options: {
    /** Although the application cannot read spread tables yet. */
    force: { type: 'boolean', default: false },
    /** Only says what it would do. */
    'dry-run': { type: 'boolean', default: false },
    /** How many shards each table has: can be split later, never joined. */
    shards: { type: 'string', default: '64' },
  },
});

/** One by one, each its own transaction: what is done stays done, and the next run goes on from there. */
async function distribute(sql: postgres.Sql, shards: number, isDry: boolean) {
  const [citus] = await sql`select extversion as version from pg_extension where extname = 'citus'`;
  if (!citus && !isDry) {
    throw new Error(
      'This PostgreSQL has no Citus: nothing was done. Install it, put citus into shared_preload_libraries, add the machines ' +
        '(citus_set_coordinator_host, citus_add_node), "create extension citus" in this database, and run this again. ' +
        '--dry-run shows the statements.',
    );
  }
  if (!isDry && !values.force) {
    throw new Error(
      'Nothing was done: the application says who asks by set_config() inside a function, which does not reach shards, so it could read ' +
        'nothing afterwards (docs/scale.md, 5, says what else was never tried). --force spreads the tables all the same, for a trial.',
    );
  }
  const steps = await planSpread(sql, shards);
  for (const [no, { part, statement }] of steps.entries()) {
    if (isDry) {
      console.log(`${statement};`);
      continue;
    }
    console.log(`${no + 1} of ${steps.length}, ${part}: ${statement.split('\n')[0]?.slice(0, 120)}`);
    const failed = await sql.unsafe(statement);
    if (part === 'keys on' && failed.length) throw new Error(`A shard refused: ${failed[0]?.result}`);
  }
  return steps.length;
}

const shards = Number(values.shards);
if (!Number.isSafeInteger(shards) || shards < 1) throw new Error(usage);
const installation = await openInstallation(console.error);
const sql = postgres(installation.ownerUrl, {
  max: 1,
  fetch_types: false,
  onnotice: () => {},
  connection: { search_path: 'pg_catalog' },
});
try {
  const steps = await distribute(sql, shards, values['dry-run']);
  console.error(values['dry-run'] ? `${steps} statements, none of them run` : 'The database is spread.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await sql.end();
  await installation.close();
}
