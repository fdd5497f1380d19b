import { spawn } from 'node:child_process';
import { openDoors } from './doors.mjs';
import { gone, sleep } from './pid-file.mjs';

const portTaken = 98;

/**
 * Runs a script as a child and starts it again when it ends by itself. `onGiveUp` hears why it will not be started any
 * more. The child sees our death by the end of its message channel. `listen`: where it is reached.
 */
export function supervise(name, args, { env, log, listen, onMessage = () => {}, onGiveUp }) {
  let stopping = false;
  let child;
  let deaths = [];

  async function launch() {
    const doors = listen && (await openDoors(listen.port, listen.host).catch(() => null));
    if (doors === null) return onGiveUp(`the port ${listen.port} was taken by another program`);
    if (stopping) return doors?.close();
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc', ...(doors?.stdio ?? [])];
    child = spawn(process.execPath, args, { stdio, env: { ...env, ...doors?.env } });
    doors?.close();
    child.on('message', onMessage);
    child.on('exit', async (code, signal) => {
      if (stopping) return;
      const now = Date.now();
      deaths = [...deaths.filter((time) => now - time < 60_000), now];
      if (code === portTaken) return onGiveUp('the port was taken by another program');
      if (deaths.length >= 5) return onGiveUp(`the ${name} ended ${deaths.length} times within a minute`);
      log(`the ${name} ended (${signal ?? code}), starting it again`);
      await sleep(300 * deaths.length);
      if (!stopping) launch();
    });
  }
  launch();

  return {
    kill: () => child?.kill('SIGKILL'),
    async stop() {
      stopping = true;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      if (!(await gone(child.pid, 25_000))) child.kill('SIGKILL');
    },
  };
}
