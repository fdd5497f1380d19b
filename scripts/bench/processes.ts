import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { openDoors } from '../doors.mjs';
import { gone } from '../pid-file.mjs';

const ticksPerSecond = 100;

function stat(pid: number) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // the second field is a name in brackets and may hold spaces
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { parent: fields[1]!, own: fields[11]! + fields[12]!, children: fields[13]! + fields[14]! };
}

/** Processor milliseconds used so far by a process, or by a PostgreSQL server with all its sessions, ended ones too. */
export function cpuMs(pid: number, withChildren = false): number {
  const { own, children } = stat(pid);
  let ticks = own + (withChildren ? children : 0);
  if (withChildren) {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const child = stat(Number(name));
        if (child.parent === pid) ticks += child.own;
      } catch {
        // ended meanwhile
      }
    }
  }
  return (ticks * 1000) / ticksPerSecond;
}

export function memoryMb(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  return { now: Math.round(kb('VmRSS') / 1024), peak: Math.round(kb('VmHWM') / 1024) };
}

/** Processor milliseconds of one fixed piece of work, to tell a busy or slow machine from a quiet one. */
export function yardstick(): number {
  const block = Buffer.alloc(1 << 20);
  const from = process.cpuUsage();
  const sum = createHash('sha256');
  for (let i = 0; i < 128; i++) sum.update(block);
  sum.digest();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

export const freePort = () =>
  new Promise<number>((done) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => done(port));
    });
  });

export type Served = { pid: number; url: string; stop(): Promise<void> };

/** Starts a script of ours that serves on a port, its words to a file, and waits until it listens. */
export async function serve(script: string, env: Record<string, string>, log: string): Promise<Served> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const port = await freePort();
  const output = openSync(log, 'a');
  const doors = await openDoors(port, '127.0.0.1');
  const child = spawn(process.execPath, [...(script.endsWith('.ts') ? ['--import', 'tsx'] : []), script], {
    stdio: ['ignore', output, output, 'ipc', ...doors.stdio],
    env: { ...inherited, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...doors.env, ...env },
  });
  doors.close();
  await new Promise<void>((done, fail) => {
    child.once('message', () => done());
    child.once('exit', (code) =>
      fail(new Error(`${script} ended with ${code} before it listened: ${readFileSync(log, 'utf8').slice(-2000)}`)),
    );
  });
  return { pid: child.pid!, url: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

async function stop(child: ChildProcess) {
  if (!child.pid || child.exitCode !== null) return;
  child.kill('SIGTERM');
  if (!(await gone(child.pid, 20_000))) child.kill('SIGKILL');
}
