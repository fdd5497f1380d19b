import net from 'node:net';

/**
 * One address for whichever server is the one at the moment, as a virtual address or PgBouncer gives it. Without a target
 * it hangs up; changing the target hangs up on everybody.
 */
export async function openDoorway(target: number | null) {
  let port = target;
  const open = new Set<net.Socket>();
  const server = net.createServer((guest) => {
    if (port === null) return void guest.destroy();
    const host = net.connect(port, '127.0.0.1');
    for (const [one, other] of [
      [guest, host],
      [host, guest],
    ] as const) {
      one.setNoDelay(true);
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as net.AddressInfo).port,
    lead(to: number | null) {
      port = to;
      for (const socket of open) socket.destroy();
    },
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}
