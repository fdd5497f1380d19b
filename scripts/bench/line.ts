import net from 'node:net';
import { Transform } from 'node:stream';

/** There and back in milliseconds, and how many bytes a second pass either way, all connections together. */
export type Conditions = { roundTripMs: number; down: number; up: number };

export const slow4g: Conditions = { roundTripMs: 150, down: 1.6e6 / 8, up: 0.75e6 / 8 };
const fast: Conditions = { roundTripMs: 0, down: Number.POSITIVE_INFINITY, up: Number.POSITIVE_INFINITY };
const pieceBytes = 1460;

/**
 * A line to a server on this machine that is as slow as it is told: the browser's own throttling knows nothing of what a
 * service worker fetches. Connecting takes a round trip too.
 */
export async function openLine(to: number) {
  let conditions = fast;
  let heldSince: number | null = null;
  let isHeld = false;
  const waiting = new Set<() => void>();
  let total = 0;

  const way = (rate: () => number, counts: boolean) => {
    let freeAt = 0; // one for all connections of this way
    return () => {
      let isFirst = true;
      let ready = Promise.resolve();
      return new Transform({
        transform(bytes: Buffer, _encoding, done) {
          const setUp = isFirst && !counts ? conditions.roundTripMs : 0;
          isFirst = false;
          for (let at = 0; at < bytes.length; at += pieceBytes) {
            const piece = bytes.subarray(at, at + pieceBytes);
            if (counts) total += piece.length;
            freeAt = Math.max(freeAt, performance.now()) + (piece.length / rate()) * 1000;
            const dueAt = freeAt + conditions.roundTripMs / 2 + setUp;
            ready = ready.then(async () => {
              await until(dueAt);
              if (isHeld && counts) await released();
              this.push(piece);
            });
          }
          // as much on the way as a connection holds, no more
          if (freeAt - performance.now() > 200) ready.then(() => done());
          else done();
        },
        flush: (done) => void ready.then(() => done()),
      });
    };
  };
  const until = (at: number) => {
    const ms = at - performance.now();
    return ms > 1 ? new Promise<void>((over) => setTimeout(over, ms)) : undefined;
  };
  const released = () => {
    heldSince ??= performance.now();
    return new Promise<void>((over) => waiting.add(over));
  };

  const up = way(() => conditions.up, false);
  const down = way(() => conditions.down, true);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((phone) => {
    const far = net.connect(to, '127.0.0.1');
    for (const socket of [phone, far]) {
      socket.setNoDelay(true);
      sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => {}));
    }
    phone.on('close', () => far.destroy());
    far.on('close', () => phone.end());
    phone.pipe(up()).pipe(far);
    far.pipe(down()).pipe(phone);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    /** Bytes that came down so far. */
    bytes: () => total,
    become(now: Conditions) {
      conditions = now;
    },
    /** From now on nothing comes down until it is released. */
    hold() {
      isHeld = true;
      heldSince = null;
    },
    /** How long an answer has been held back, in milliseconds. */
    heldMs: () => (heldSince === null ? 0 : performance.now() - heldSince),
    release() {
      isHeld = false;
      heldSince = null;
      for (const over of waiting) over();
      waiting.clear();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
export type Line = Awaited<ReturnType<typeof openLine>>;
