// npm run backup -- --out FOLDER: every row and file of this installation, as of one moment, while it goes on working;
// with --recipient age1… (or BACKUP_RECIPIENT) encrypted for the holder of the key that --new-key FILE made.
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import postgres from 'postgres';
import { filesBelow, fingerprint, type Manifest, migrationsOf, tablesOf } from './backup/manifest';
import { makeKey, type Recipient, requireRecipient, sealed, writePart } from './backup/parts';
import { openInstallation } from './installation';
import { roleUrl } from './roles';
import { readSecrets } from './secrets';

/** The backup role may read every row; where nobody could make it so, the owner reads. */
async function readersUrl(ownerUrl: string, dataDir: string) {
  const sql = postgres(ownerUrl, { max: 1, fetch_types: false });
  const [role] = await sql`select rolbypassrls from pg_roles where rolname = 'jiketong_backup'`;
  await sql.end();
  return role?.rolbypassrls ? roleUrl(ownerUrl, 'backup', readSecrets(dataDir)) : ownerUrl;
}

async function saveTable(
  tx: postgres.TransactionSql,
  table: { name: string; columns: string },
  file: string,
  recipient: Recipient,
) {
  let rows = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      for (const byte of chunk) if (byte === 10) rows++; // line ends inside values are escaped
      next(null, chunk);
    },
  });
  const source = await tx.unsafe(`copy ${table.name} (${table.columns}) to stdout`).readable();
  await pipeline(source, counting, createGzip({ level: 6 }), (packed) => writePart(packed, file, recipient));
  return rows;
}

async function saveRows(sql: postgres.Sql, folder: string, recipient: Recipient) {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [server] = await tx`
      select current_setting('server_version') as version, shobj_description(oid, 'pg_database') as note
      from pg_database where datname = current_database()`;
    const tables: Manifest['tables'] = [];
    for (const table of await tablesOf(tx)) {
      const file = `rows/${table.name.replaceAll('"', '')}.gz`;
      const rows = await saveTable(tx, table, path.join(folder, file), recipient);
      const sha256 = await fingerprint(path.join(folder, recipient ? file + sealed : file));
      tables.push({ name: table.name, columns: table.columns, rows, file, sha256 });
    }
    const sequences = await tx<Manifest['sequences']>`
      select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
      where schemaname not in ('drizzle', 'graphile_worker', 'jobs') and last_value is not null`;
    const migrations = await migrationsOf(tx);
    return { server: server?.version, note: server?.note, migrations, tables, sequences: [...sequences] };
  });
}

/** Files are written once and never changed, so the ones that these rows name are all there by now. */
async function saveFiles(from: string, folder: string, recipient: Recipient) {
  const files: Manifest['files'] = [];
  for (const file of filesBelow(from)) {
    const part = path.join(folder, file);
    await writePart(createReadStream(path.join(from, file)), part, recipient);
    files.push({ path: file, sha256: await fingerprint(recipient ? part + sealed : part) });
  }
  return files;
}

type Place = { ownerUrl: string; dataDir: string; filesDir: string };

export async function backup(from: Place, out: string, recipient?: Recipient) {
  if (existsSync(out)) throw new Error(`${out} exists already: choose another name.`);
  requireRecipient(recipient);
  const part = `${out}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(path.join(part, 'rows'), { recursive: true, mode: 0o700 });
  const sql = postgres(await readersUrl(from.ownerUrl, from.dataDir), { max: 1, fetch_types: false });
  try {
    const rows = await saveRows(sql, part, recipient);
    const files = await saveFiles(from.filesDir, path.join(part, 'files'), recipient);
    const manifest: Manifest = { format: 1, createdAt: new Date().toISOString(), ...rows, files };
    const text = Readable.from([Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)]);
    await writePart(text, path.join(part, 'manifest.json'), recipient);
    await rename(part, out); // a name without .part is a whole backup
    return manifest;
  } finally {
    await sql.end();
    await rm(part, { recursive: true, force: true });
  }
}

const usage = 'npm run backup -- --out FOLDER [--recipient age1…], or npm run backup -- --new-key FILE';

async function run() {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      recipient: { type: 'string' },
      /** Makes a key instead of a backup. */
      'new-key': { type: 'string' },
    },
  });
  if (values['new-key']) {
    const recipient = await makeKey(path.resolve(values['new-key']));
    console.log(`Keep the key away from this machine: without it no backup for ${recipient} can be read.`);
    return;
  }
  if (!values.out) throw new Error(usage);
  const out = path.resolve(values.out);
  const installation = await openInstallation(console.log);
  try {
    const recipient = values.recipient ?? (process.env.BACKUP_RECIPIENT || undefined);
    const { tables, files } = await backup(installation, out, recipient);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    // for the page that tells administrators how old it is
    const note = { at: new Date().toISOString(), rows, files: files.length };
    await writeFile(path.join(installation.dataDir, 'last-backup.json'), JSON.stringify(note), { mode: 0o600 });
    const how = recipient ? ', encrypted' : '';
    console.log(`${out}: ${rows} rows of ${tables.length} tables, ${files.length} files${how}`);
  } finally {
    await installation.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
