import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type postgres from 'postgres';
import { fingerprint, type Manifest, migrationsOf } from './manifest';
import { openSealed, sealed } from './parts';

export interface Backup {
  manifest: Manifest;
  /** A part of it by its name in the manifest. */
  open: (name: string) => Promise<Readable>;
}

/** What a backup says it holds, once every part of it has been compared with its checksum. */
export async function verified(folder: string, identity?: string): Promise<Backup> {
  const isSealed = existsSync(path.join(folder, `manifest.json${sealed}`));
  if (!isSealed && !existsSync(path.join(folder, 'manifest.json')))
    throw new Error(`${folder} is not a backup: it has no manifest.json.`);
  if (isSealed && !identity) throw new Error('The backup is encrypted: name the file of its key with --key FILE.');
  const at = (name: string) => path.resolve(folder, isSealed ? name + sealed : name);
  const open = async (name: string) => (isSealed ? openSealed(at(name), identity!) : createReadStream(at(name)));
  const manifest = JSON.parse(await text(await open('manifest.json'))) as Manifest;
  if (manifest.format !== 1) throw new Error(`This version does not read backups of format ${manifest.format}.`);
  const parts = [
    ...manifest.tables.map(({ file: name, sha256 }) => ({ name, sha256 })),
    ...manifest.files.map(({ path: name, sha256 }) => ({ name: path.join('files', name), sha256 })),
  ];
  for (const { name, sha256 } of parts) {
    const part = at(name);
    if (!part.startsWith(path.resolve(folder) + path.sep))
      throw new Error(`The backup names a file outside itself: ${name}`);
    if (!existsSync(part) || (await fingerprint(part)) !== sha256) {
      throw new Error(`The backup is damaged (${name}). Nothing was restored.`);
    }
  }
  return { manifest, open };
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
