// A private PostgreSQL for `npm start` and the tests when DATABASE_URL is not set.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { gone, holder, identify, read, sleep } from './pid-file.mjs';
import { account, binaries, clusterHome } from './postgres-binaries.mjs';

const exe = process.platform === 'win32' ? '.exe' : '';
const passwordFile = 'jiketong.password';
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'shared_buffers=256MB',
  'work_mem=16MB',
  'maintenance_work_mem=128MB',
  'max_wal_size=2GB',
  'random_page_cost=1.1',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
];

function freePort() {
  return new Promise((done, fail) => {
    const server = net.createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function answers(port) {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1', () => done(true));
    socket.on('error', () => done(false));
    socket.setTimeout(2000, () => done(false));
  });
}

/** Makes the cluster beside its final place and moves it there whole, so that an interrupted start leaves no half. */
async function createCluster(bin, home, data, run) {
  for (const name of readdirSync(home)) {
    if (/^new-\d+$/.test(name) && !identify(Number(name.slice(4)))) rmSync(path.join(home, name), { recursive: true });
  }
  const fresh = path.join(home, `new-${process.pid}`);
  const secret = path.join(home, `new-${process.pid}.password`);
  const own = (file) => run.uid !== undefined && chownSync(file, run.uid, run.gid);
  writeFileSync(secret, randomBytes(18).toString('base64url'), { mode: 0o600 });
  own(secret);
  // Sorting by bytes is fast and stable; the character type must be UTF-8 or trigrams of Chinese text stay empty.
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const options = ['-D', fresh, '-U', 'jiketong', '-E', 'UTF8', '--locale=C', `--lc-ctype=${ctype}`];
    try {
      await promisify(execFile)(
        path.join(bin, `initdb${exe}`),
        [...options, '-A', 'scram-sha-256', `--pwfile=${secret}`, '--no-instructions'],
        run,
      );
      break;
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (ctype === 'C' || !/locale/i.test(String(error.stderr))) throw new Error(explain(String(error.stderr)));
    }
  }
  renameSync(secret, path.join(fresh, passwordFile));
  try {
    renameSync(fresh, data);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(data)) throw error; // else another start was quicker
  }
}

function explain(text) {
  if (/no space left|disk full/i.test(text)) return 'The disk is full: free some space and start again.';
  return `PostgreSQL did not start: ${text.trim().split('\n').slice(-4).join(' | ')}`;
}

const worksIn = (pid, data) => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    return process.platform !== 'linux'; // elsewhere we cannot see it, and believe the pid file
  }
};

/** The postmaster of this data directory, if one lives. */
function running(data) {
  const lines = read(path.join(data, 'postmaster.pid'))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!identify(pid) || !worksIn(pid, data)) return undefined;
  return { pid, port: Number(lines[3]), ready: ['ready', 'standby'].includes(lines[7]?.trim()) };
}

/**
 * PostgreSQL sees through a stale pid file by itself, and needs it to notice sessions that outlived their postmaster.
 * Only a pid that went to another process would stop it for ever.
 */
function dropMisleadingPidFile(data) {
  const file = path.join(data, 'postmaster.pid');
  const pid = Number(read(file)?.split('\n')[0]);
  if (process.platform !== 'linux' || !identify(pid)) return;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  if (!pids.some((name) => worksIn(name, data))) rmSync(file, { force: true });
}

async function stopProcess(pid) {
  const signal = (name) => {
    try {
      process.kill(pid, name);
    } catch {
      // gone already
    }
  };
  signal('SIGINT'); // PostgreSQL's "fast": ends sessions, writes a checkpoint
  if (await gone(pid, 30_000)) return;
  signal('SIGQUIT');
  await gone(pid, 5_000);
}

/** Stops the server in `dir` when the process that had started it is gone. */
export async function stopAbandoned(dir) {
  const server = running(path.join(dir, 'data'));
  if (server && !holder(path.join(dir, 'owner'))) await stopProcess(server.pid);
}

/**
 * Starts the cluster in `dir`, or shares the one that another living process runs there. Restarts it on the same port
 * when it dies. `flags` are PostgreSQL settings; `stop` leaves a shared server alone.
 */
export async function startDatabase({ dir, log = () => {}, flags = [] }) {
  const bin = binaries();
  const home = clusterHome(path.resolve(dir));
  const data = path.join(home, 'data');
  const ownerFile = path.join(home, 'owner');
  const logFile = path.join(home, 'postgres.log');
  const run = { ...account(), cwd: home, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC', PGTZ: 'UTC' } };
  if (!existsSync(path.join(data, 'PG_VERSION'))) {
    log('creating the database cluster');
    await createCluster(bin, home, data, run);
  }
  const password = read(path.join(data, passwordFile))?.trim();
  const describe = (port, pid, shared, stop) => ({
    url: (name = 'postgres') => `postgres://jiketong:${password}@127.0.0.1:${port}/${name}`,
    port,
    pid,
    shared,
    home,
    stop,
  });

  let stopping = false;
  let child;
  let port = 0;

  async function launch() {
    let began = 0;
    for (let attempt = 1; ; attempt++) {
      const other = running(data);
      if (other && holder(ownerFile) && holder(ownerFile) !== process.pid) {
        if (other.ready && (await answers(other.port))) return other;
        await sleep(200);
        if (attempt < 100) continue;
      }
      if (other)
        await stopProcess(other.pid); // left behind by a start that was killed
      else dropMisleadingPidFile(data);
      port ||= await freePort();
      began = existsSync(logFile) ? statSync(logFile).size : 0;
      if (began > 20_000_000) {
        truncateSync(logFile);
        began = 0;
      }
      const output = openSync(logFile, 'a');
      const args = ['-D', data, '-p', String(port), ...[...settings, ...flags].flatMap((setting) => ['-c', setting])];
      // detached: Ctrl-C in a terminal must not reach it before the web server has finished its requests
      child = spawn(path.join(bin, `postgres${exe}`), args, {
        ...run,
        detached: true,
        stdio: ['ignore', output, output],
      });
      closeSync(output);
      child.unref();
      writeFileSync(ownerFile, `${identify(process.pid)}\n`);
      let ended = false;
      child.on('error', () => (ended = true)).on('exit', () => (ended = true));
      while (!ended) {
        const now = running(data);
        if (now?.pid === child.pid && now.ready) return undefined;
        await sleep(20);
      }
      // after kill -9 of a postmaster its backends hold the shared memory for a moment
      const text = (read(logFile) ?? '').slice(began);
      if (attempt >= 30 || /no space left|incompatible with server|invalid value|unrecognized/i.test(text)) {
        throw new Error(explain(text));
      }
      await sleep(300);
    }
  }

  let relaunch = Promise.resolve();
  function watch() {
    child.on('exit', () => {
      if (stopping) return;
      log('PostgreSQL ended unexpectedly, starting it again');
      relaunch = launch()
        .then(watch)
        .catch((error) => log(error.message));
    });
  }

  const other = await launch();
  if (other) return describe(other.port, other.pid, true, async () => {});
  watch();
  return describe(port, child.pid, false, async () => {
    stopping = true;
    await relaunch;
    await stopProcess(child.pid);
    rmSync(ownerFile, { force: true });
  });
}
