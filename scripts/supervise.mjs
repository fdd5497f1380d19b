import { spawn } from 'node:child_process';
import { gone, sleep } from './pid-file.mjs';

const portTaken = 98;

/**
 * Runs a script as a child and starts it again when it ends by itself. `onGiveUp` hears why it will not be started any
 * more. The child sees our death by the end of its message channel.
 */
export function supervise(name, args, { env, log, onMessage = () => {}, onGiveUp }) {
  let stopping = false;
  let child;
  let deaths = [];

  function launch() {
    child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env });
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
    kill: () => child.kill('SIGKILL'),
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      if (!(await gone(child.pid, 25_000))) child.kill('SIGKILL');
    },
  };
}
