// npm run restore -- --from FOLDER: a backup into an installation that holds nothing yet; with --tenant CODE one company
// into one that is in use.
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import postgres from 'postgres';
import { filesBelow, type Manifest, tablesOf } from './backup/manifest';
import { readKey, writePart } from './backup/parts';
import { type Backup, requireSameVersion, verified } from './backup/verified';
import { openInstallation } from './installation';
import { prepareDatabase } from './migrate';
import { restoreCompany } from './restore/company';

async function requireFit(sql: postgres.Sql, manifest: Manifest, filesDir: string) {
  await requireSameVersion(sql, manifest);
  const [used] = await sql`select exists (select 1 from people) or exists (select 1 from journal) as yes`;
  if (used?.yes || filesBelow(filesDir).length) {
    throw new Error('This installation holds data already. Set DATA_DIR (or DATABASE_URL) to an empty one.');
  }
}

async function loadRows(sql: postgres.Sql, { manifest, open }: Backup) {
  await sql.begin(async (tx) => {
    // no triggers, no foreign keys: the rows are whole as they are
    await tx`set local session_replication_role = replica`;
    const tables = await tablesOf(tx);
    const forced = tables.filter((table) => table.forced).map((table) => table.name);
    for (const name of forced) await tx.unsafe(`alter table ${name} no force row level security`);
    await tx.unsafe(`truncate ${tables.map((table) => table.name).join(', ')}`);
    for (const table of manifest.tables) {
      const into = await tx.unsafe(`copy ${table.name} (${table.columns}) from stdin`).writable();
      await pipeline(await open(table.file), createGunzip(), into);
      const [found] = await tx.unsafe(`select count(*)::int as rows from ${table.name}`);
      if (found?.rows !== table.rows) throw new Error(`${table.name}: ${found?.rows} rows instead of ${table.rows}`);
    }
    for (const { name, value } of manifest.sequences) await tx`select setval(${name}::regclass, ${value}::bigint)`;
    for (const name of forced) await tx.unsafe(`alter table ${name} force row level security`);
    if (manifest.note === 'jiketong demo') {
      const [database] = await tx`select quote_ident(current_database()) as name`;
      await tx.unsafe(`comment on database ${database?.name} is 'jiketong demo'`);
    }
  });
  await sql`analyze`;
}

const needsSuperuser =
  'Restoring needs a superuser in DATABASE_URL, or "grant set on parameter session_replication_role to" its login.';

type Place = { ownerUrl: string; dataDir: string; filesDir: string };

/** `identity`: of an encrypted backup the key, `AGE-SECRET-KEY-…`. */
export async function restore(into: Place, folder: string, identity?: string) {
  const backup = await verified(folder, identity);
  const { manifest, open } = backup;
  await prepareDatabase(into.ownerUrl, into.dataDir);
  const sql = postgres(into.ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await requireFit(sql, manifest, into.filesDir);
    for (const { path: name } of manifest.files)
      await writePart(await open(path.join('files', name)), path.join(into.filesDir, name), undefined);
    await loadRows(sql, backup);
    return manifest;
  } finally {
    await sql.end();
  }
}

async function run() {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      /** The file of the key of an encrypted backup. */
      key: { type: 'string' },
      /** The code of one company: the others stay as they are. */
      tenant: { type: 'string' },
      /** Of that company: give up what it has written since the backup. */
      'discard-newer': { type: 'boolean', default: false },
    },
  });
  if (!values.from || (values['discard-newer'] && !values.tenant)) {
    throw new Error('npm run restore -- --from FOLDER [--key FILE] [--tenant CODE [--discard-newer]]');
  }
  const from = path.resolve(values.from);
  const identity = values.key ? await readKey(path.resolve(values.key)) : undefined;
  const installation = await openInstallation(console.log);
  try {
    if (values.tenant) {
      const options = { tenant: values.tenant, discardNewer: values['discard-newer'], identity };
      const { manifest, differences, files } = await restoreCompany(installation, from, options);
      for (const { table, missing, changed, newer } of differences)
        console.log(`${table}: ${missing} back, ${changed} as they were, ${newer} removed`);
      console.log(`Restored ${values.tenant} as of ${manifest.createdAt}, ${files} files brought back`);
    } else {
      const { tables, files, createdAt } = await restore(installation, from, identity);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      console.log(
        `Restored the backup of ${createdAt}: ${rows} rows of ${tables.length} tables, ${files.length} files`,
      );
    }
  } finally {
    await installation.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run().catch((error) => {
    console.error(error?.code === '42501' ? needsSuperuser : (error?.message ?? error));
    process.exitCode = 1;
  });
}
