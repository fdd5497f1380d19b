// npm run restore -- --from FOLDER: a backup into an installation that holds nothing yet.
import { createReadStream, existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import postgres from 'postgres';
import { filesBelow, fingerprint, type Manifest, migrationsOf, tablesOf } from './backup/manifest';
import { argument, openInstallation } from './installation';
import { prepareDatabase } from './migrate';

async function verified(folder: string) {
  const file = path.join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${folder} is not a backup: it has no manifest.json.`);
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  if (manifest.format !== 1) throw new Error(`This version does not read backups of format ${manifest.format}.`);
  const parts = [
    ...manifest.tables.map(({ file: name, sha256 }) => ({ name, sha256 })),
    ...manifest.files.map(({ path: name, sha256 }) => ({ name: path.join('files', name), sha256 })),
  ];
  for (const { name, sha256 } of parts) {
    const at = path.resolve(folder, name);
    if (!at.startsWith(path.resolve(folder) + path.sep))
      throw new Error(`The backup names a file outside itself: ${name}`);
    if (!existsSync(at) || (await fingerprint(at)) !== sha256) {
      throw new Error(`The backup is damaged (${name}). Nothing was restored.`);
    }
  }
  return manifest;
}

async function requireFit(sql: postgres.Sql, manifest: Manifest, filesDir: string) {
  const present = await migrationsOf(sql);
  if (present.join() !== manifest.migrations.join()) {
    throw new Error(
      `The backup was made by a version with ${manifest.migrations.length} migrations, this one has ${present.length} or others. Restore with that version, then start this one.`,
    );
  }
  const [used] = await sql`select exists (select 1 from people) or exists (select 1 from journal) as yes`;
  if (used?.yes || filesBelow(filesDir).length) {
    throw new Error('This installation holds data already. Set DATA_DIR (or DATABASE_URL) to an empty one.');
  }
}

async function loadRows(sql: postgres.Sql, manifest: Manifest, folder: string) {
  await sql.begin(async (tx) => {
    // no triggers, no foreign keys: the rows are whole as they are
    await tx`set local session_replication_role = replica`;
    const tables = await tablesOf(tx);
    const forced = tables.filter((table) => table.forced).map((table) => table.name);
    for (const name of forced) await tx.unsafe(`alter table ${name} no force row level security`);
    await tx.unsafe(`truncate ${tables.map((table) => table.name).join(', ')}`);
    for (const table of manifest.tables) {
      const into = await tx.unsafe(`copy ${table.name} (${table.columns}) from stdin`).writable();
      await pipeline(createReadStream(path.join(folder, table.file)), createGunzip(), into);
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

export async function restore(into: { ownerUrl: string; dataDir: string; filesDir: string }, folder: string) {
  const manifest = await verified(folder);
  await prepareDatabase(into.ownerUrl, into.dataDir);
  const sql = postgres(into.ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await requireFit(sql, manifest, into.filesDir);
    if (manifest.files.length) await cp(path.join(folder, 'files'), into.filesDir, { recursive: true });
    await loadRows(sql, manifest, folder);
    return manifest;
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Error(
      'Restoring needs a superuser in DATABASE_URL, or "grant set on parameter session_replication_role to" its login.',
    );
  } finally {
    await sql.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const from = path.resolve(argument('from', 'npm run restore -- --from FOLDER'));
  const installation = await openInstallation(console.log);
  try {
    const { tables, files, createdAt } = await restore(installation, from);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Restored the backup of ${createdAt}: ${rows} rows of ${tables.length} tables, ${files.length} files`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await installation.close();
  }
}
