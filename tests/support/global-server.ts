import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureDemo } from '../../scripts/demo';
import { gone } from '../../scripts/pid-file.mjs';
import { ensureBuilt, ensurePrograms } from '../../scripts/ready.mjs';
import { readSecrets } from '../../scripts/secrets';
import { testDatabase } from './global-database';
import { openMailbox } from './mailbox';

declare module 'vitest' {
  export interface ProvidedContext {
    baseUrl: string;
  }
}

export const freePort = () =>
  new Promise<number>((done) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => done(port));
    });
  });

function launch(script: string, env: Record<string, string>) {
  const { DATABASE_URL: _owner, ...inherited } = process.env;
  return spawn(process.execPath, [script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...inherited, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...env },
  });
}

async function end(child: ChildProcess | undefined) {
  if (!child?.pid || child.exitCode !== null) return;
  child.kill('SIGTERM');
  if (!(await gone(child.pid, 20_000))) child.kill('SIGKILL');
}

async function listening(child: ChildProcess) {
  await new Promise<void>((done, fail) => {
    child.once('message', () => done());
    child.once('exit', (code) => fail(new Error(`the server ended with ${code} before it listened`)));
  });
}

/** The bearer token of the test server's figures. */
export const metricsToken = 'figures-of-the-tests';

/** The built application with the demo in a database of its own, its web server and its worker. */
async function start() {
  await ensureBuilt();
  await ensurePrograms();
  const database = await testDatabase();
  let web: ChildProcess | undefined;
  let worker: ChildProcess | undefined;
  const mailbox = await openMailbox(path.join(database.dataDir, 'mail'));
  const stop = async () => {
    await Promise.all([end(web), end(worker)]);
    await mailbox.close();
    await database.stop();
  };
  try {
    await ensureDemo(database.ownerUrl, true, () => {});
    const port = await freePort();
    const keys = readSecrets(database.dataDir);
    const env = {
      SMTP_URL: mailbox.url,
      MAIL_FROM: '集客通 <noreply@example.com>',
      VAPID_PUBLIC_KEY: keys.vapidPublic,
      HOST: '127.0.0.1',
      PORT: String(port),
      ORIGIN: '',
      DEMO: '1',
      METRICS_TOKEN: metricsToken,
      WEBHOOK_NETWORKS: '127.0.0.1',
      DATA_DIR: database.dataDir,
      APP_DATABASE_URL: database.appUrl,
    };
    web = launch('build/programs/serve.js', { ...env, SIGN_IN_KEY: keys.signIn });
    worker = launch('build/programs/worker.js', {
      ...env,
      JOBS_DATABASE_URL: database.jobsUrl,
      LINK_KEY: keys.links,
      VAPID_PRIVATE_KEY: keys.vapidPrivate,
      DAILY_JOBS: 'off', // or a test that runs at that hour sees what the others do not
    });
    await listening(web);
    return { ...database, baseUrl: `http://127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const shared = globalThis as typeof globalThis & {
  jiketongServer?: { users: number; server: ReturnType<typeof start> };
};

/** The projects of one run share the server. */
export default async function setup(project: TestProject) {
  shared.jiketongServer ??= { users: 0, server: start() };
  const holding = shared.jiketongServer;
  holding.users += 1;
  const server = await holding.server;
  project.provide('baseUrl', server.baseUrl);
  project.provide('ownerUrl', server.ownerUrl);
  project.provide('appUrl', server.appUrl);
  project.provide('jobsUrl', server.jobsUrl);
  project.provide('dataDir', server.dataDir);
  return async () => {
    holding.users -= 1;
    if (holding.users > 0) return;
    shared.jiketongServer = undefined;
    await server.stop();
  };
}
