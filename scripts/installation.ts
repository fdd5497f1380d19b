import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureDatabase } from './demo';
import { startDatabase } from './embedded-database.mjs';

/**
 * The database and files that `npm start` would use, for a script beside it: shares the embedded server when the
 * application runs, else starts it until `close`.
 */
export async function openInstallation(log: (message: string) => void) {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const dataDir = path.resolve(process.env.DATA_DIR ?? 'data');
  const filesDir = path.join(dataDir, 'files');
  const given = process.env.DATABASE_URL;
  if (given) return { ownerUrl: given, dataDir, filesDir, close: async () => {} };
  const server = await startDatabase({ dir: path.join(dataDir, 'postgres'), log });
  await ensureDatabase(server.url(), 'jiketong');
  return { ownerUrl: server.url('jiketong'), dataDir, filesDir, close: server.stop };
}
