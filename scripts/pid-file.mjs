// Who is running: a process is named by its pid and its start time, so that a reused pid is not mistaken for it.
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** "pid start-time", or undefined when no such process lives. Outside Linux the start time is not known. */
export function identify(pid) {
  if (!(pid > 0)) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid} ${fields[19]}`;
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  try {
    process.kill(pid, 0);
    return `${pid} -`;
  } catch (error) {
    return error.code === 'EPERM' ? `${pid} -` : undefined;
  }
}

export function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The pid named by a lock file, if that very process still lives. */
export function holder(file) {
  const name = read(file)?.split('\n')[0]?.trim();
  const pid = Number(name?.split(' ')[0]);
  return name && identify(pid) === name ? pid : undefined;
}

/** Made just now, its name not yet in it. */
function isBeingWritten(file) {
  try {
    const { size, mtimeMs } = statSync(file);
    return size === 0 && Date.now() - mtimeMs < 2000;
  } catch {
    return false;
  }
}

/** Takes the lock for this process; answers the pid that holds it when that is another living one. */
export function claim(file) {
  for (;;) {
    try {
      writeFileSync(file, `${identify(process.pid)}\n`, { flag: 'wx' });
      return undefined;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const other = holder(file);
    if (other) return other;
    if (isBeingWritten(file)) continue;
    // Stale. Moving it away first means that of two who see it stale only one removes it.
    const aside = `${file}.${process.pid}`;
    try {
      renameSync(file, aside);
    } catch {
      continue;
    }
    const newer = holder(aside); // the other one was quicker, and this is theirs
    if (newer) renameSync(aside, file);
    rmSync(aside, { force: true });
    if (newer) return newer;
  }
}

/** Writes this process's pid where operators look for it and removes it when the process ends. */
export function announce(file) {
  writeFileSync(file, `${process.pid}\n`);
  process.on('exit', () => {
    if (Number(read(file)) === process.pid) rmSync(file, { force: true });
  });
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits until the process is gone; false when it still lives after the time. */
export async function gone(pid, ms) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(25)) if (!identify(pid)) return true;
  return !identify(pid);
}
