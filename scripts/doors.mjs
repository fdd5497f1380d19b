import net from 'node:net';

// libuv takes one newcomer for each descriptor and turn of its loop, and turns that draw pages are long: under a rush people
// would stand before the door for half a minute instead of being told. Through more descriptors of the same socket more
// come in at once.
const count = process.platform === 'win32' ? 0 : 64;
/** The first descriptor of a child that is not taken by its input, outputs and messages. */
export const firstDoor = 4;

/** A listening socket to be handed to a child, which takes it over as `stdio` behind its messages; `env` says how often. */
export function openDoors(port, host) {
  if (!count) return Promise.resolve({ stdio: [], env: {}, close: () => {} });
  const socket = net.createServer();
  return new Promise((done, fail) => {
    socket.once('error', fail);
    socket.listen({ port, host }, () => {
      const stdio = Array(count).fill(socket._handle.fd); // Node has no public name for it
      done({ stdio, env: { DOORS: String(count) }, close: () => socket.close() });
    });
  });
}
