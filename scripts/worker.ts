// The process that does what happens by the clock or takes long. Each feature's `jobs.server.ts` names its
// tasks; they are gathered when this script is bundled.
import path from 'node:path';
import { type CronItem, Logger, type ParsedCronItem, parseCronItems, run, type TaskList } from 'graphile-worker';
import { faultText, withoutData } from '~/core/fault';
import { announce, sleep } from './pid-file.mjs';
import { startTracing } from './tracing/start';
import { arrive } from './worker-presence';

interface Jobs {
  tasks?: TaskList;
  /** What happens by the clock; times are those of Shanghai's day in UTC. */
  schedule?: CronItem[];
}

const write = (level: string, fields: object) => console.log(JSON.stringify({ time: new Date(), level, ...fields }));
const shown = ['error', 'warning', ...(process.env.LOG_LEVEL === 'debug' ? ['info', 'debug'] : [])];
const logger = new Logger((scope) => (level, message, meta) => {
  if (!shown.includes(level)) return;
  // with a failure the message repeats its text
  const said = meta?.error ? { error: faultText(meta.error) } : { message: withoutData(message) };
  write(level, { worker: scope.workerId, task: scope.taskIdentifier, ...said });
});

process.stdout.on('error', () => {}); // whoever read our output is gone
process.on('uncaughtException', (error) => write('error', { message: 'uncaught', error: faultText(error) }));
process.on('unhandledRejection', (error) => write('error', { message: 'unhandled', error: faultText(error) }));

const features = import.meta.glob<Jobs>('../app/features/*/jobs.server.ts', { eager: true });
const found: TaskList = Object.assign({}, ...Object.values(features).map((jobs) => jobs.tasks));
const tracing = await startTracing('worker');
const tasks = tracing ? tracing.jobs(found) : found;
const leavesDaily = process.env.DAILY_JOBS === 'off';
const isDaily = ({ match }: CronItem) => typeof match === 'string' && /^\S+ \d/.test(match);
const items = Object.values(features).flatMap(({ schedule }) => schedule ?? []);
const schedule: ParsedCronItem[] = parseCronItems(items.filter((item) => !(leavesDaily && isDaily(item))));

const connectionString = process.env.JOBS_DATABASE_URL;
if (!connectionString) throw new Error('JOBS_DATABASE_URL is not set: `npm start` runs the worker with it.');

let stopping = false;
let stopRunner = async () => {};
async function stop() {
  if (stopping) return;
  stopping = true;
  await Promise.race([stopRunner().catch(() => {}), sleep(20_000)]);
  await Promise.race([tracing?.shutdown(), sleep(3000)]);
  process.exit(0);
}
process.on('SIGINT', stop).on('SIGTERM', stop);
process.on('disconnect', stop); // the starter died
if (process.connected === false) stop(); // while we were being loaded

announce(path.join(process.env.DATA_DIR ?? 'data', 'worker.pid'));
while (!stopping) {
  let leave = async () => {};
  try {
    leave = await arrive(connectionString);
    const runner = await run({
      connectionString,
      concurrency: 2,
      noHandleSignals: true,
      taskList: tasks,
      parsedCronItems: schedule,
      logger,
    });
    stopRunner = () => runner.stop();
    await runner.promise;
  } catch (error) {
    write('error', { message: 'the queue is away, trying again', error: String(error) });
  }
  await leave();
  if (!stopping) await sleep(2000);
}
