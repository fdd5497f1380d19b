import net from 'node:net';
import { sleep } from './pid-file.mjs';

// libuv takes one newcomer for each descriptor and turn of its loop, and turns that draw pages are long: under a rush people
// would stand before the door for half a minute instead of being told. Through more descriptors of the same socket more
// come in at once.
const count = process.platform === 'win32' ? 0 : 64;
/** The first descriptor of a child that is not taken by its input, outputs and messages. */
export const firstDoor = 4;

/** What a killed server said last may hold its port a moment longer. */
const patienceMs = 2000;

function listenOn(port, host) {
  const socket = net.createServer();
  return new Promise((done, fail) => {
    socket.once('error', fail);
    socket.listen({ port, host }, () => done(socket));
  });
}

/** A listening socket to be handed to a child, which takes it over as `stdio` behind its messages; `env` says how often. */
export async function openDoors(port, host) {
  if (!count) return { stdio: [], env: {}, close: () => {} };
  for (const end = Date.now() + patienceMs; ; await sleep(50)) {
    try {
      const socket = await listenOn(port, host);
      const stdio = Array(count).fill(socket._handle.fd); // Node has no public name for it
      return { stdio, env: { DOORS: String(count) }, close: () => socket.close() };
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || Date.now() > end) throw error;
    }
  }
}
