import { run } from '../bench/measure';
import { signIn } from '../bench/visitor';
import { sleep } from '../pid-file.mjs';
import { demoPassword } from '../seed';
import { openDesks } from './desk';
import type { Place } from './place';
import { type Trial, tally } from './trials';
import { countWrites, type Kind, send, writer } from './writes';

const reports = ['/review', '/review.data?_routes=routes/_app.review', '/review?by=person', '/opportunities/export'];
const pages = ['/today', '/accounts', '/visits', '/opportunities', '/approvals', '/notices'];

/** `status` 0: cut, or never answered. */
async function ask(place: Place, path: string, cookie: string) {
  try {
    const answer = await fetch(place.url + path, { headers: { Cookie: cookie }, signal: AbortSignal.timeout(120_000) });
    await answer.arrayBuffer();
    return { path, status: answer.status, retryAfter: answer.headers.get('Retry-After') };
  } catch {
    return { path, status: 0, retryAfter: null };
  }
}

/** How many of the application's connections wait for what is locked. */
async function held({ sql }: Place) {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from pg_locks where not granted and relation = 'opportunity_change_sums'::regclass`;
  return row!.n;
}

/** One person writes on while everything else is asked for. */
async function write(place: Place, count: number) {
  const [desk] = await openDesks(place, 1);
  const { next } = writer(desk!);
  const acknowledged = new Map<Kind, string[]>();
  const statuses: number[] = [];
  while (statuses.length < count) {
    const one = next();
    // deals write the sums that reports read, and wait for them
    if (one.kind === 'opportunity' || one.kind === 'edit') continue;
    const { status } = await send(place.url, desk!.cookie, one);
    statuses.push(status);
    if (status === 302) acknowledged.set(one.kind, [...(acknowledged.get(one.kind) ?? []), one.id]);
  }
  const counted = await countWrites(place.sql, acknowledged);
  const wrong = counted.reduce((all, { lost, doubled, half }) => all + lost + doubled + half, 0);
  return { statuses, wrong };
}

export const reportsHeld: Trial = {
  key: 'reports',
  name: 'What reports read is locked, and many times more reports and downloads are asked for than fit, while others use pages',
  promise: 'Reports wait on connections of their own or are told 503; no page and no write waits for one',
  async run(place, { isShort }) {
    const [manager, director] = await Promise.all(
      ['manager', 'director'].map((who) => signIn(place.url, `${who}@demo.test`, demoPassword)),
    );
    const asked = Array.from({ length: isShort ? 120 : 240 }, (_, no) => reports[no % reports.length]!);
    let isOver = false;
    let answeredMeanwhile = 0;
    let mostHeld = 0;
    const outcome = await place.sql.begin(async (tx) => {
      await tx`lock table opportunity_change_sums in access exclusive mode`;
      const asking = asked.map((path) =>
        ask(place, path, director!).then((answer) => {
          if (!isOver && answer.status === 200) answeredMeanwhile += 1;
          return answer;
        }),
      );
      while (!(await held(place))) await sleep(20);
      const watching = (async () => {
        while (!isOver) {
          mostHeld = Math.max(mostHeld, await held(place));
          await sleep(100);
        }
      })();
      const requests = Array.from({ length: isShort ? 90 : 600 }, (_, no) => ({
        path: pages[no % pages.length]!,
        cookie: manager!,
      }));
      const [{ answers }, writes] = await Promise.all([
        run({ url: place.url, concurrency: 4, requests }),
        write(place, isShort ? 20 : 120),
      ]);
      isOver = true;
      await watching;
      return { asking, answers, writes };
    });
    const { answers, writes } = outcome;
    const answered = await Promise.all(outcome.asking);
    // the data of an open page is asked for again by the person
    const refused = answered.filter(({ path, status }) => status === 503 && !path.includes('.data'));
    const after = await ask(place, '/review', director!);
    return {
      figures: {
        'reports and downloads asked for at once': asked.length,
        'answered while what they read was locked': answeredMeanwhile,
        'of them in the end': tally(answered.map(({ status }) => status)),
        'of the refused without Retry-After': refused.filter(({ retryAfter }) => !retryAfter).length,
        'connections they held at most': mostHeld,
        'pages meanwhile': tally(answers.map(({ status }) => status)),
        'writes meanwhile': tally(writes.statuses),
        'of them lost, doubled or half': writes.wrong,
        'a report afterwards': after.status,
      },
      kept:
        answers.every(({ status }) => status === 200) &&
        writes.statuses.every((status) => status === 302) &&
        writes.wrong === 0 &&
        refused.length > 0 &&
        refused.every(({ retryAfter }) => retryAfter) &&
        answered.every(({ status }) => status === 200 || status === 503) &&
        mostHeld > 0 &&
        mostHeld <= 3 &&
        after.status === 200,
    };
  },
};
