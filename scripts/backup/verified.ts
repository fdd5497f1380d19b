import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type postgres from 'postgres';
import { fingerprint, type Manifest, migrationsOf } from './manifest';

/** What a backup says it holds, once every part of it has been compared with its checksum. */
export async function verified(folder: string) {
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

/** Rows fit into tables that were made by the same migrations only. */
export async function requireSameVersion(sql: postgres.Sql, manifest: Manifest) {
  const present = await migrationsOf(sql);
  if (present.join() !== manifest.migrations.join()) {
    throw new Error(
      `The backup was made by a version with ${manifest.migrations.length} migrations, this one has ${present.length} or others. Restore with that version, then start this one.`,
    );
  }
}
