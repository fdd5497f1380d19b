import cluster from 'node:cluster';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import v8 from 'node:v8';
import { faultText } from '~/core/fault';
import { firstDoor } from './doors.mjs';
import { stopAbandoned } from './embedded-database.mjs';
import { announce } from './pid-file.mjs';
import { developmentApp, productionApp } from './serve/app';
import { log } from './serve/log';
import { listenForMetrics } from './serve/metrics';
import { turnAway } from './serve/overload';
import { settings } from './serve/settings';

// pages leave much behind at once: unasked, the heap may be four times what lives in it before it is swept
v8.setFlagsFromString('--heap-growing-percent=50');

const secondsToFinish = 15;
const portTaken = 98;

process.stdout.on('error', () => {}); // whoever read our output is gone
process.on('uncaughtException', (error) => log('error', { message: 'uncaught', error: faultText(error) }));
process.on('unhandledRejection', (error) => log('error', { message: 'unhandled', error: faultText(error) }));

/** Calls `stop` once: when asked to, or when the starter died. Then it also stops the database the starter left. */
function whenToldToStop(stop: (orphaned: boolean) => void) {
  let told = false;
  const once = (orphaned: boolean) => {
    if (!told) stop(orphaned);
    told = true;
  };
  process.on('SIGINT', () => once(false)).on('SIGTERM', () => once(false));
  process.on('disconnect', () => once(true));
  if (process.connected === false) once(true); // the starter died while we were being loaded
}

function leave(orphaned: boolean, code = 0) {
  const done = orphaned && settings.databaseHome ? stopAbandoned(settings.databaseHome) : Promise.resolve();
  done.finally(() => process.exit(code));
}

function direct() {
  announce(path.join(settings.dataDir, 'app.pid'));
  listenForMetrics();
  let stopping = false;
  let listening = 0;
  const handedOn = Array.from({ length: settings.doors }, (_, no) => firstDoor + no);
  cluster.setupPrimary({ stdio: ['ignore', 'inherit', 'inherit', 'ipc', ...handedOn] });
  for (let i = 0; i < settings.processes; i++) cluster.fork();
  cluster.on('message', (_worker, message) => {
    if (message === 'listening') listening += 1;
    if (listening === settings.processes) process.send?.('listening');
  });
  cluster.on('exit', (_worker, code) => {
    if (code === portTaken) process.exit(portTaken);
    if (stopping) return;
    log('error', { message: `a web process ended (${code}), starting another` });
    setTimeout(() => cluster.fork(), 500);
  });
  whenToldToStop((orphaned) => {
    stopping = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM');
    const wait = () => (Object.keys(cluster.workers ?? {}).length ? setTimeout(wait, 20) : leave(orphaned));
    wait();
  });
}

/** Listens by the doors the starter opened, else by one of our own; answers what closes them all. */
function listen(server: http.Server, done: () => void) {
  const { doors, port, host } = settings;
  server.listen(doors ? { fd: firstDoor, exclusive: true } : { port, host }, done);
  const beside = Array.from({ length: Math.max(0, doors - 1) }, (_, no) =>
    net
      .createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket))
      .listen({ fd: firstDoor + 1 + no, exclusive: true }),
  );
  const close = (one: net.Server) => new Promise<unknown>((closed) => one.close(closed));
  return () => Promise.all([server, ...beside].map(close));
}

async function serve() {
  if (cluster.isPrimary) announce(path.join(settings.dataDir, 'app.pid'));
  const server = http.createServer();
  const { app, closeStreams, closeDatabase } = await (settings.development ? developmentApp(server) : productionApp());
  if (cluster.isPrimary) listenForMetrics();
  const answering = new Set<http.ServerResponse>();
  server.on('request', (req, res) => {
    res.shouldKeepAlive &&= !stopping;
    if (turnAway(req, res)) return;
    answering.add(res.once('close', () => answering.delete(res)));
    app(req, res);
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 600_000; // a file of 200 MB over a slow line

  server.keepAliveTimeout = 65_000;
  let stopping = false;
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (server.listening) return log('error', { message: error.message });
    log('error', { message: error.code === 'EADDRINUSE' ? `port ${settings.port} is taken` : error.message });
    process.exit(portTaken);
  });
  const close = listen(server, () => process.send?.('listening'));
  whenToldToStop((orphaned) => {
    stopping = true;
    closeStreams();
    const end = () => {
      server.closeAllConnections();
      closeDatabase().finally(() => leave(orphaned && cluster.isPrimary));
    };
    const late = setTimeout(end, secondsToFinish * 1000);
    // else their connections would be kept for the next request; those that have begun to answer close a little later
    for (const res of answering) res.shouldKeepAlive = false;
    const idle = setInterval(() => server.closeIdleConnections(), 1000);
    close().then(() => {
      clearTimeout(late);
      clearInterval(idle);
      end();
    });
  });
}

if (settings.processes > 1 && cluster.isPrimary && !settings.development) direct();
else await serve();
