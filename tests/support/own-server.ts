import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import { openDoors } from '../../scripts/doors.mjs';
import { gone } from '../../scripts/pid-file.mjs';

type Place = {
  /** The application's login; the database of the other tests when left out. */
  appUrl?: string;
  /** Where all it says goes, for servers that are expected to complain. */
  log?: string;
  /** Settings beyond the usual. */
  more?: Record<string, string>;
};

/** Another web process, to be killed in the middle of things. */
export function ownServer(port: number, { appUrl, log, more = {} }: Place = {}) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-own-'));
  let child: ReturnType<typeof spawn> | undefined;
  const kill = async () => {
    if (!child?.pid) return;
    child.kill('SIGKILL');
    await gone(child.pid, 10_000);
    child = undefined;
  };
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    kill,
    async start() {
      const { DATABASE_URL: _owner, ...inherited } = process.env;
      const doors = await openDoors(port, '127.0.0.1');
      const output = log ? openSync(log, 'a') : 'inherit';
      child = spawn(process.execPath, ['build/programs/serve.js'], {
        stdio: ['ignore', output, output, 'ipc', ...doors.stdio],
        env: {
          ...inherited,
          NODE_ENV: 'production',
          LOG_LEVEL: 'error',
          HOST: '127.0.0.1',
          PORT: String(port),
          ORIGIN: '',
          DEMO: '1',
          DATA_DIR: dataDir,
          APP_DATABASE_URL: appUrl ?? inject('appUrl'),
          ...doors.env,
          ...more,
        },
      });
      doors.close();
      await new Promise<void>((done, fail) => {
        child?.once('message', () => done());
        child?.once('exit', (code) => fail(new Error(`the server ended with ${code} before it listened`)));
      });
    },
    async stop() {
      await kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
