import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureDatabase, ensureDemo } from '../demo';
import { startDatabase } from '../embedded-database.mjs';
import { type Generated, generate } from '../generate/generate';
import type { Sizes } from '../generate/plan';
import { prepareDatabase } from '../migrate';
import { temporaryHome } from '../postgres-binaries.mjs';

/** Of everybody who signs in during a measurement. */
export const benchPassword = 'bench-only-password';

type Wanted = { sizes: Omit<Sizes, 'tenants'>; data?: string; flags?: string[]; log: (message: string) => void };

/**
 * The demo and generated companies in a cluster of their own, fsync on, thrown away when closed. `data` is a folder that
 * `npm run generate -- --password bench-only-password` filled before: nothing is generated, and it is kept.
 */
export async function openBench({ sizes, data, flags, log }: Wanted) {
  const dataDir = data ?? temporaryHome('jiketong-bench-');
  const server = await startDatabase({ dir: path.join(dataDir, 'postgres'), flags });
  const close = async () => {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await server.stop();
    if (!data) rmSync(dataDir, { recursive: true, force: true });
  };
  const interrupted = () => void close().finally(() => process.exit(1));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await ensureDatabase(server.url(), 'jiketong');
    const ownerUrl = server.url('jiketong');
    const { appUrl } = await prepareDatabase(ownerUrl, dataDir);
    let generated: Generated | null = null;
    if (!data) {
      await ensureDemo(ownerUrl, true, () => {});
      generated = await generate(ownerUrl, { ...sizes, tenants: 6, password: benchPassword }, log);
    }
    const env = { APP_DATABASE_URL: appUrl, DATA_DIR: dataDir, ORIGIN: '' };
    return { dataDir, ownerUrl, appUrl, server, generated, env, close };
  } catch (error) {
    await close();
    throw error;
  }
}
