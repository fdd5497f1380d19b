import { readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startDatabase, stopAbandoned } from '../../scripts/embedded-database.mjs';
import { prepareDatabase } from '../../scripts/migrate';
import { holder } from '../../scripts/pid-file.mjs';
import { temporaryHome } from '../../scripts/postgres-binaries.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    ownerUrl: string;
    appUrl: string;
    jobsUrl: string;
    dataDir: string;
  }
}

const prefix = 'jiketong-test-';
const fast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** May still be on its way to its first server. */
const young = (dir: string) => Date.now() - statSync(dir).mtimeMs < 60_000;

/** What an earlier run left behind because it was killed. */
async function sweep() {
  for (const name of readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const home = path.join(os.tmpdir(), name, 'postgres');
    if (holder(path.join(home, 'owner')) || young(path.join(os.tmpdir(), name))) continue;
    await stopAbandoned(home);
    rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

/** A cluster of its own in a temporary folder, with one migrated and empty database. */
export async function testDatabase() {
  await sweep();
  const dataDir = temporaryHome(prefix);
  const server = await startDatabase({ dir: path.join(dataDir, 'postgres'), flags: fast });
  const stop = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const admin = postgres(server.url(), { max: 1, onnotice: () => {} });
    await admin`create database jiketong`;
    await admin.end();
    const ownerUrl = server.url('jiketong');
    return { dataDir, ownerUrl, ...(await prepareDatabase(ownerUrl, dataDir)), server, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export default async function setup(project: TestProject) {
  const database = await testDatabase();
  process.env.DATA_DIR = database.dataDir;
  process.env.DATABASE_URL = database.ownerUrl;
  process.env.APP_DATABASE_URL = database.appUrl;
  process.env.JOBS_DATABASE_URL = database.jobsUrl;
  process.env.SIGN_IN_KEY = 'a key of the tests';
  project.provide('ownerUrl', database.ownerUrl);
  project.provide('appUrl', database.appUrl);
  project.provide('jobsUrl', database.jobsUrl);
  project.provide('dataDir', database.dataDir);
  return database.stop;
}
