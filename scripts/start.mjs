// `npm start`: everything from a fresh clone to a served application. Only Node's own modules before the install step.
import { fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { claim, read, sleep } from './pid-file.mjs';
import {
  ensureBuilt,
  ensureInstalled,
  ensurePrograms,
  requireNode,
  requireSpace,
  root,
  say,
  Trouble,
} from './ready.mjs';
import { supervise } from './supervise.mjs';

const development = process.argv.includes('--dev');
/** `npm run worker`: jobs beside web processes that run elsewhere. */
const isWorkerAlone = process.argv.includes('--worker');
process.chdir(root);
process.stdout.on('error', () => {}); // whoever read our output is gone; go on serving
process.stderr.on('error', () => {});

/** This data directory is ours alone from here on. A start that is just stopping is waited for. */
async function takeDataDir(dir) {
  try {
    mkdirSync(dir, { recursive: true });
    const lock = path.join(dir, 'app.lock');
    for (let waited = 0; ; waited += 100) {
      const other = claim(lock);
      if (!other) return lock;
      if (!read(lock)?.includes('stopping') || waited > 40_000) {
        throw new Trouble(
          `Already running with this data (pid ${other}, ${dir}). Stop it first, or set DATA_DIR and PORT to start another.`,
        );
      }
      await sleep(100);
    }
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS') {
      throw new Trouble(`${dir} cannot be written: set DATA_DIR to a folder of yours.`);
    }
    throw error;
  }
}

function portFree(port) {
  return new Promise((done, fail) => {
    const probe = net.createServer().on('error', (error) => (error.code === 'EADDRINUSE' ? done(false) : fail(error)));
    probe.listen(port, process.env.HOST || undefined, () => probe.close(() => done(true)));
  });
}

async function requirePort(port) {
  // an earlier start that was killed needs a moment to finish its requests
  for (let tries = 0; tries < 6; tries++, await sleep(250)) if (await portFree(port)) return;
  throw new Trouble(
    `Port ${port} is taken by another program: stop that one, or start with PORT=${port + 1} npm start`,
  );
}

async function openDatabase(dataDir) {
  const given = process.env.DATABASE_URL;
  if (given) {
    const { APP_DATABASE_URL: appUrl, JOBS_DATABASE_URL: jobsUrl } = process.env;
    return { ownerUrl: given, given: { appUrl, jobsUrl } };
  }
  requireSpace(dataDir, 300);
  const { startDatabase } = await import('./embedded-database.mjs');
  const server = await startDatabase({ dir: path.join(dataDir, 'postgres'), log: say });
  say(`PostgreSQL runs on port ${server.port}${server.shared ? ' (shared)' : ''}`);
  return { ownerUrl: server.url('jiketong'), clusterUrl: server.url(), server };
}

/** Roles, migrations and the demo, in a process that is gone afterwards. */
function prepare({ ownerUrl, clusterUrl, given }, dataDir, children) {
  return new Promise((done, fail) => {
    const child = fork('build/programs/prepare.js', { env: { ...process.env, DATA_DIR: dataDir } });
    children.push({ kill: () => child.kill('SIGKILL'), stop: async () => child.kill() });
    child.send({ ownerUrl, clusterUrl, given, dataDir, demo: process.env.SEED_DEMO !== '0' });
    child.on('message', ({ said, failed, prepared }) => {
      if (said) say(said);
      if (failed) fail(Object.assign(new Error(failed.message), failed));
      if (prepared) done(prepared);
    });
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`Preparing the database ended with ${code}.`)));
  });
}

function environments(database, dataDir, { appUrl, jobsUrl, keys, signIns }) {
  const common = {
    ...process.env,
    DATA_DIR: dataDir,
    APP_DATABASE_URL: appUrl,
    EMBEDDED_DATABASE_HOME: database.server?.home ?? '',
  };
  common.NODE_ENV = development ? 'development' : 'production';
  if (signIns) common.DEMO ??= '1';
  // the application must not hold the owner's login, nor the web process that of the jobs
  delete common.DATABASE_URL;
  delete common.JOBS_DATABASE_URL;
  // a pair is taken whole: from the settings, or as it was made
  const pair = common.VAPID_PUBLIC_KEY && common.VAPID_PRIVATE_KEY ? {} : keys;
  const worker = { ...common, LINK_KEY: common.LINK_KEY || keys.LINK_KEY, JOBS_DATABASE_URL: jobsUrl };
  for (const name of ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY']) worker[name] = pair[name] ?? common[name];
  // only the worker derives links and signs what it pushes, only the web process checks second factors
  delete worker.SIGN_IN_KEY;
  delete worker.SSO_PROVIDERS;
  const web = {
    ...common,
    SIGN_IN_KEY: common.SIGN_IN_KEY || keys.SIGN_IN_KEY,
    VAPID_PUBLIC_KEY: worker.VAPID_PUBLIC_KEY,
  };
  delete web.VAPID_PRIVATE_KEY;
  delete web.LINK_KEY;
  return { web, worker };
}

async function start() {
  requireNode();
  if (existsSync('.env')) process.loadEnvFile('.env');
  const dataDir = path.resolve(process.env.DATA_DIR ?? 'data');
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Trouble('PORT has to be a number from 1 to 65535.');
  const lock = await takeDataDir(dataDir);
  const children = [];
  let database = {};
  let ending;
  const stop = (code) => {
    ending ??= (async () => {
      appendFileSync(lock, 'stopping\n');
      if (children.length) say('stopping');
      await Promise.all(children.map((child) => child.stop()));
      await database.server?.stop();
      rmSync(lock, { force: true });
      if (children.length) say('stopped');
      process.exit(code);
    })();
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (ending) for (const child of children) child.kill(); // asked twice
      stop(0);
    });
  }
  // killing npm leaves us behind: notice and stop
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(0), 500).unref();

  try {
    if (!isWorkerAlone) await requirePort(port);
    await ensureInstalled();
    if (!development && !isWorkerAlone) await ensureBuilt(); // empties build/, so the programs come after it
    await ensurePrograms();
    if (ending) return;
    database = await openDatabase(dataDir);
    const prepared = await prepare(database, dataDir, children);
    if (ending) return;
    const env = environments(database, dataDir, prepared);
    const onGiveUp = (reason) => {
      console.error(`Stopping: ${reason}.`);
      stop(1);
    };
    const announce = () => {
      say(`集客通 Jiketong is ready: ${process.env.ORIGIN || `http://localhost:${port}`}`);
      for (const line of prepared.signIns ?? []) console.log(`    ${line}`);
      if (prepared.isEmpty)
        console.log('    No company yet: npm run company -- --code hq --name NAME --admin EMAIL --admin-name NAME');
    };
    if (!isWorkerAlone)
      children.push(
        supervise('web server', ['build/programs/serve.js'], {
          env: env.web,
          listen: { port, host: process.env.HOST || undefined },
          log: say,
          onMessage: announce,
          onGiveUp,
        }),
      );
    children.push(supervise('job worker', ['build/programs/worker.js'], { env: env.worker, log: say, onGiveUp }));
    if (isWorkerAlone) say('the job worker runs');
  } catch (error) {
    const { explain } = await import('./explain.mjs');
    console.error(`\n${error instanceof Trouble ? error.message : explain(error)}`);
    await stop(1);
  }
}

start().catch((error) => {
  console.error(`\n${error instanceof Trouble ? error.message : error.stack}`);
  process.exit(1);
});
