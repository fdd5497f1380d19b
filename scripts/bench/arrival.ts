import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import os from 'node:os';
import type postgres from 'postgres';
import { localInput } from '~/core/dates';
import { newId } from '~/core/ids';
import { patienceMs, verdictOf } from '~/core/offline/item';

/** Phones that come back to a network at the same moment, each with a day's queue. */
export type Arrival = {
  phones: number;
  items: number;
  /** Until the last item was taken. */
  seconds: number;
  /** Until half and until 95 of 100 phones had an empty outbox. */
  halfSeconds: number;
  mostSeconds: number;
  /** Of an answer that took the item. */
  p50: number;
  p95: number;
  /** Answers that asked for patience, by their status, and the longest any phone waited because of one. */
  later: Record<string, number>;
  longestWait: number;
  /** Answers thrown away on purpose or never come: the phone cannot know and sends again. */
  lost: number;
  cut: number;
  refused: number;
  /** Of the effects, one for each item, as journal and rows tell them afterwards. */
  stored: number;
  twice: number;
  load: number;
};
type Phone = { cookie: string; person: string; account: string };
type Item = { path: string; entries: [string, string][] };

const visitsEach = 5;
const kindsEach = 4;
/** When the outbox looks again by itself, and how long it waits for an answer. */
const nextLookMs = 30_000;
const timeoutMs = 20_000;
/** Of a hundred answers that many never reach the phone, half of them cut off while the server is still at work. */
const lostOfHundred = 2;

/** Account managers of one account each, signed in without the sign-in page: its hashing is no matter of this. */
async function signedIn(sql: postgres.Sql, count: number): Promise<Phone[]> {
  const places = await sql<{ tenant_id: number; unit_id: number }[]>`
    select distinct p.tenant_id, p.unit_id from people p join role_grants g on g.person_id = p.id and g.unit_id = p.unit_id
    where g.role = 'account_manager' and p.left_on is null order by p.tenant_id, p.unit_id`;
  const made = Array.from({ length: count }, (_, no) => ({
    ...places[no % places.length]!,
    person: newId(),
    account: newId(),
    token: randomBytes(32).toString('base64url'),
  }));
  const role = 'account_manager';
  const expires = new Date(Date.now() + 3_600_000);
  await sql.begin(async (tx) => {
    for (const { tenant_id, unit_id, person, account, token } of made) {
      const owned = { tenant_id, unit_id, owner_id: person };
      const hash = createHash('sha256').update(token).digest('hex');
      await Promise.all([
        tx`insert into people ${tx({ id: person, tenant_id, unit_id, name: '客户经理', email: `${person}@bench.test` })}`,
        tx`insert into role_grants ${tx({ person_id: person, role, unit_id })}`,
        tx`insert into accounts ${tx({ ...owned, id: account, name: `到达${account.slice(-8)}`, kind: 'private' })}`,
        tx`insert into assignments ${tx({ ...owned, id: newId(), account_id: account, role: 'primary', during: '[2026-01-01,)' })}`,
        tx`insert into sessions ${tx({ id: newId(), token_hash: hash, person_id: person, role, expires_at: expires })}`,
      ]);
    }
  });
  await sql`analyze people, role_grants, accounts, assignments, sessions`;
  return made.map(({ token, person, account }) => ({
    cookie: `session=${encodeURIComponent(Buffer.from(JSON.stringify(token)).toString('base64'))}`,
    person,
    account,
  }));
}

/** A contact met, a visit planned, begun and reported; five times. */
function queueOf({ account }: Phone): { items: Item[]; ids: string[] } {
  const at = new Date(Date.now() - 3 * 3_600_000);
  const clock: [string, string][] = [
    ['clock.at', at.toISOString()],
    ['clock.sentAt', new Date().toISOString()],
  ];
  const ids: string[] = [];
  const items = Array.from({ length: visitsEach }, (_, no): Item[] => {
    const [contact, visit] = [newId(), newId()];
    ids.push(contact, visit);
    const plan = {
      id: visit,
      mode: 'plan',
      accountId: account,
      type: 'routine',
      channel: 'onsite',
      purpose: '月度走访',
      plannedAt: localInput(at),
      plannedMinutes: '60',
      contactIds: contact,
    };
    const met = { intent: 'create', id: contact, name: `王新${'一二三四五'[no]}` };
    return [
      { path: `/accounts/${account}/people`, entries: Object.entries(met) },
      { path: '/visits/new', entries: Object.entries(plan) },
      { path: `/visits/${visit}`, entries: [['intent', 'start'], ['version', '1'], ...clock] },
      {
        path: `/visits/${visit}`,
        entries: [['intent', 'complete'], ['version', '2'], ['note', '可用率达标'], ['contactIds', contact], ...clock],
      },
    ];
  }).flat();
  return { items, ids };
}

type Answer = { status: number; retryAfter: string | null; ms: number; isLost?: boolean };
type Loss = 'none' | 'answer' | 'cut';

function post(url: string, agent: http.Agent, { cookie, person }: Phone, item: Item, loss: Loss): Promise<Answer> {
  const body = JSON.stringify({ person, ...item });
  const from = performance.now();
  return new Promise((done) => {
    const none = { status: 0, retryAfter: null, ms: 0 };
    const headers = {
      Cookie: cookie,
      Origin: url,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    };
    const options = { agent, method: 'POST', headers, timeout: timeoutMs };
    const request = http.request(new URL('/outbox/send', url), options, (response) => {
      const { statusCode: status = 0, headers } = response;
      if (loss !== 'none') {
        done({ ...none, isLost: true });
        return void response.destroy();
      }
      const retryAfter = headers['retry-after'] ?? null;
      response.resume().on('end', () => done({ status, retryAfter, ms: performance.now() - from }));
    });
    if (loss === 'cut') {
      request.on('finish', () => {
        const cut = () => {
          done({ ...none, isLost: true });
          request.destroy();
        };
        setTimeout(cut, 20);
      });
    }
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(none)).end(body);
  });
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

function drawLoss(): Loss {
  const drawn = Math.random() * 100;
  return drawn > lostOfHundred ? 'none' : drawn > lostOfHundred / 2 ? 'answer' : 'cut';
}

/** All phones at once, each one item after the other and as patient as the outbox of the page is. */
export async function measureArrival(sql: postgres.Sql, url: string, count: number): Promise<Arrival> {
  const phones = await signedIn(sql, count);
  const agent = new http.Agent({ keepAlive: true, maxSockets: count });
  const [times, finished, sent]: [number[], number[], string[]] = [[], [], []];
  const later: Record<string, number> = {};
  let [lost, cut, refused, longestWait] = [0, 0, 0, 0];
  const began = performance.now();

  /** True when the item is done with. */
  const send = async (phone: Phone, item: Item) => {
    const { status, retryAfter, ms, isLost } = await post(url, agent, phone, item, drawLoss());
    const verdict = status === 0 ? 'later' : verdictOf(status);
    if (verdict === 'sent') times.push(ms);
    else if (verdict !== 'later') refused++;
    else if (isLost) lost++;
    else if (status === 0) cut++;
    else later[status] = (later[status] ?? 0) + 1;
    if (verdict !== 'later') return true;
    const wait = patienceMs(retryAfter, Math.random()) ?? nextLookMs;
    longestWait = Math.max(longestWait, wait);
    await pause(wait);
    return false;
  };
  const empty = async (phone: Phone) => {
    const { items, ids } = queueOf(phone);
    sent.push(...ids);
    for (const item of items) while (!(await send(phone, item)));
    finished.push((performance.now() - began) / 1000);
  };

  await Promise.all(phones.map(empty));
  const load = os.loadavg()[0] ?? 0;
  agent.destroy();
  const at = (values: number[], share: number) =>
    values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
  return {
    phones: phones.length,
    items: phones.length * visitsEach * kindsEach,
    seconds: at(finished, 1),
    halfSeconds: at(finished, 0.5),
    mostSeconds: at(finished, 0.95),
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    ...{ later, longestWait, lost, cut, refused, load },
    ...(await found(sql, sent)),
  };
}

/** Each item leaves one line in the journal and its mark in a row: both are counted, the lower one counts. */
async function found(sql: postgres.Sql, sent: string[]) {
  const list = sql`string_to_array(${sent.join()}::text, ',')::uuid[]`;
  const [row] = await sql<{ contacts: number; visits: number; events: number; distinct: number }[]>`
    select (select count(*)::int from contacts where id = any(${list})) as contacts,
      (select coalesce(sum(1 + (started_at is not null)::int + (status = 'completed')::int), 0)::int
        from visits where id = any(${list})) as visits,
      count(*)::int as events, count(distinct (subject_id, event))::int as distinct
    from journal where subject_id = any(${list})
      and event in ('contact.created', 'visit.planned', 'visit.started', 'visit.completed')`;
  const { contacts, visits, events, distinct } = row!;
  return { stored: Math.min(contacts + visits, distinct), twice: events - distinct };
}
