// Run by the driver test as a process of its own: 20 clients work through a proxy that cuts every connection, again and
// again. Prints what happened as JSON. Arguments: database address, shape of the work, number of cuts.
import net from 'node:net';
import postgres from 'postgres';

const [address = '', shape = 'plain', cuts = '20'] = process.argv.slice(2);
const target = new URL(address);
const databasePort = Number(target.port);
const sockets = new Set<net.Socket>();
let up = true;
const proxy = net.createServer((client) => {
  if (!up) return client.destroy();
  const server = net.connect(databasePort, target.hostname);
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    sockets.add(one);
    one.pipe(other);
    one.on('error', () => {});
    one.on('close', () => {
      sockets.delete(one);
      other.destroy();
    });
  }
});
await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
target.port = String((proxy.address() as net.AddressInfo).port);

const seen = {
  done: 0,
  refused: 0,
  uncaught: [] as string[],
  unhandled: [] as string[],
  mixed: 0,
  serving: false,
  hung: 0,
};
process.on('uncaughtException', (error) => seen.uncaught.push(error.message));
process.on('unhandledRejection', (error) => seen.unhandled.push(String(error)));

const sql = postgres(target.href, { max: 10, fetch_types: false, backoff: () => 0.05, onnotice: () => {} });
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
/** A transaction must never see the identity that another one has set. */
async function identified() {
  const me = String(Math.random());
  await sql.begin(async (tx) => {
    await tx`select set_config('app.person', ${me}, true)`;
    await tx`select pg_sleep(0.002)`.catch(() => sleep(150)); // careless code goes on after the drop
    const [row] = await tx`select current_setting('app.person', true) as me`;
    if (row?.me && row.me !== me) seen.mixed++;
  });
}
async function asked() {
  const number = Math.floor(Math.random() * 1e9);
  const [row] = await sql`select ${number}::int as number`;
  if (row?.number !== number) seen.mixed++;
}
const shapes: Record<string, () => Promise<unknown>> = {
  plain: asked,
  begin: identified,
  pipelined: () => sql.begin((tx) => [tx`select set_config('app.person', ${'1'}, true)`, tx`select ${1}::int`]),
};

let stop = false;
async function client() {
  while (!stop) {
    seen.hung++;
    await shapes[shape]?.().then(
      () => seen.done++,
      () => {
        seen.refused++;
        return sleep(5);
      },
    );
    seen.hung--;
  }
}
const clients = Promise.all(Array.from({ length: 20 }, client));
for (let cut = 0; cut < Number(cuts); cut++) {
  await sleep(110);
  up = false;
  for (const socket of sockets) socket.resetAndDestroy();
  await sleep(60);
  up = true;
}
await sleep(600);
const before = seen.done;
await sleep(300);
seen.serving = seen.done > before;
stop = true;
await Promise.race([clients, sleep(5000)]);
console.log(JSON.stringify(seen));
process.exit(0);
