import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { sleep } from '../pid-file.mjs';
import { readSecrets } from '../secrets';
import { mulberry32 } from '../seed/random';
import { openDesks } from './desk';
import type { Place } from './place';
import { openMailServer, openReceiver } from './receivers';
import type { Trial } from './trials';
import { send, type Write } from './writes';

type Work = { given: number; contacts: number; warnings: number; exports: number };

/** What is left behind for the worker while it is away. Answers since when. */
async function fillQueue(place: Place, receiver: string, { given, contacts, warnings, exports }: Work) {
  const { sql, url } = place;
  const [desk] = await openDesks(place, 1);
  const { cookie, accountId, personId } = desk!;
  const [{ since, colleague } = { since: '', colleague: '' }] = await sql<{ since: string; colleague: string }[]>`
    select now()::text as since, c.id as colleague from people m join people c on c.unit_id = m.unit_id and c.id <> m.id and c.left_on is null
    where m.id = ${personId} order by c.id limit 1`;
  await sql`insert into webhooks (tenant_id, id, owner_id, role, name, url, events, secret)
    select tenant_id, ${newId()}, id, 'sales_director', 'faults', ${receiver}, '{contact.created}', 'whsec_ZmF1bHRz'
    from people where email = 'director@demo.test'`;
  const plain = (path: string, fields: Record<string, string>): Write => ({ kind: 'contact', id: '', path, fields });
  const dueOn = addDays(today(new Date()), 10);
  const writes = [
    ...Array.from({ length: given }, (_, no) =>
      plain('/commitments/new', { id: newId(), accountId, side: 'ours', text: `队列${no}`, ownerId: colleague, dueOn }),
    ),
    ...Array.from({ length: contacts }, (_, no) =>
      plain(`/accounts/${accountId}/people`, { intent: 'create', id: newId(), name: `队列${no}` }),
    ),
  ];
  for (const write of writes) {
    const { status } = await send(url, cookie, write);
    if (status !== 302) throw new Error(`${write.path} was refused: ${status}`);
  }
  // whoever renews recovery codes is told by mail, whatever they chose
  await sql`insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, owner_id)
    select tenant_id, gen_random_uuid(), now(), id, 'person.recovery_codes_renewed', 'person', id, unit_id, id
    from people, generate_series(1, ${warnings}) where id = ${personId}`;
  // nothing else shall be due, and no visit be proposed already
  await sql`update export_schedules set next_at = now() + interval '1 day' where next_at < now() + interval '1 day'`;
  await sql`delete from visits where is_proposed and status = 'planned' and version = 1`;
  await sql`update accounts set proposes = true, uncovered_since = uncovered_since - interval '400 days' where deleted_at is null`;
  await sql`with views as (
      insert into saved_views (id, tenant_id, owner_id, page, name, query)
      select gen_random_uuid(), tenant_id, id, (array['accounts', 'opportunities', 'visits'])[1 + n % 3], '队列' || n, ''
      from people, generate_series(1, ${exports}) n where email = 'director@demo.test' returning *)
    insert into export_schedules (tenant_id, id, owner_id, role, view_id, page, name, rhythm, hour, format, next_at)
    select tenant_id, gen_random_uuid(), owner_id, 'sales_director', id, page, name, 'workdays', 8, 'csv', now() - interval '1 minute' from views`;
  return since;
}

const clockwork = ['coverage.propose', 'rewards.collect_all', 'review.take_snapshots', 'duplicates.find'];
const enqueue = ({ sql }: Place, tasks: string[]) =>
  sql`select jobs.enqueue(task, '{}', 'faults ' || task) from unnest(${`{${tasks}}`}::text[]) task`;

/** What those by the clock have made: run again, there must be nothing more of it. */
async function madeByClock({ sql }: Place) {
  const [row] = await sql<{ proposals: number; twice: number; untold: number; rewards: number; sums: number }[]>`
    with proposed as (select * from visits where proposed_kind is not null)
    select (select count(*)::int from proposed) as proposals,
      (select count(*)::int from (select 1 from proposed group by account_id, proposed_kind, proposed_for having count(*) > 1) x) as twice,
      (select count(*)::int from proposed p where p.created_at > now() - interval '1 hour'
        and (select count(*) from journal j where j.subject_id = p.id and j.event = 'visit.proposed') <> 1) as untold,
      (select count(*)::int from reward_entries) as rewards, (select count(*)::int from opportunity_states) as sums`;
  return row!;
}

async function waitingFor({ sql }: Place, since: string) {
  const [row] = await sql<{ left: number; running: number; failed: number }[]>`
    select (select count(*) from graphile_worker._private_jobs where attempts < max_attempts and run_at <= now() + interval '1 hour')::int
      + (select count(*) from webhook_deliveries where state = 'waiting')::int
      + (select count(*) from mails where created_at >= ${since}::timestamptz and coalesce(sent_at, dropped_at, failed_at) is null)::int
      + (select count(*) from export_schedules where next_at <= now() and paused_reason is null)::int as left,
      (select count(*) from graphile_worker._private_jobs where locked_at is not null)::int as running,
      (select count(*) from graphile_worker._private_jobs where attempts >= max_attempts)::int as failed`;
  return row!;
}

/** With no worker alive: who takes a delivery or an export has it for minutes, which nobody here waits for. */
async function letGo({ sql }: Place) {
  await sql`update webhook_deliveries set next_at = now() where state = 'waiting' and next_at > now()`;
  await sql`update export_schedules set taken_until = now() where taken_until > now()`;
}

async function count({ sql }: Place, since: string) {
  const [row] = await sql<Record<string, number>[]>`
    select (select count(*)::int from notices where kind = 'commitment_given' and created_at >= ${since}::timestamptz) as notices,
      (select count(*)::int from webhook_deliveries where state = 'delivered') as deliveries,
      (select count(*)::int from mails where created_at >= ${since}::timestamptz and sent_at is not null) as mails,
      (select count(*)::int from mails where created_at >= ${since}::timestamptz and coalesce(dropped_at, failed_at) is not null) as unsent,
      (select count(*)::int from notices where created_at >= ${since}::timestamptz and passed_on_at is null) as "notPassedOn",
      (select count(distinct (schedule_id, due_at))::int from export_files where made_at >= ${since}::timestamptz) as exported,
      (select count(*)::int from export_files where made_at >= ${since}::timestamptz) as files,
      (select count(*)::int from journal where event = 'export.made' and at >= ${since}::timestamptz) as "exportsTold"`;
  return row!;
}

export const queueKilled: Trial = {
  key: 'queue',
  name: 'The worker is killed again and again while it tells, mails, posts, exports, proposes and adds up',
  promise:
    'No job is lost; what is written is there once; a mail or a webhook may arrive again, known by its Message-ID or webhook-id',
  async run(place, { isShort, seed, log }) {
    const work = isShort
      ? { given: 12, contacts: 40, warnings: 40, exports: 6 }
      : { given: 60, contacts: 400, warnings: 400, exports: 30 };
    const kills = isShort ? 6 : 40;
    const random = mulberry32(seed);
    const [mail, receiver] = await Promise.all([openMailServer(20), openReceiver(20)]);
    const keys = readSecrets(place.dataDir);
    const env = {
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'Jiketong <noreply@example.com>', WEBHOOK_NETWORKS: '127.0.0.1' },
      ...{ LINK_KEY: keys.links, VAPID_PUBLIC_KEY: keys.vapidPublic, VAPID_PRIVATE_KEY: keys.vapidPrivate },
    };
    let killed = 0;
    try {
      const since = await fillQueue(place, receiver.url, work);
      await enqueue(place, clockwork);
      const all = (await waitingFor(place, since)).left;
      for (let until = Date.now() + 900_000; Date.now() < until; ) {
        await enqueue(place, ['exports.due', 'webhooks.due']);
        await place.worker.start(env);
        const isLast = killed >= kills;
        // a moment nobody chose, after a share of what there is to do, while a job is running
        const patience = Date.now() + (isLast ? 600_000 : 60_000);
        let now = await waitingFor(place, since);
        const from = now.left;
        const share = isLast ? from : Math.max(1, random() * 1.6 * (all / kills));
        while ((now.left > from - share || (!isLast && now.running === 0)) && now.left > 0 && Date.now() < patience) {
          await sleep(isLast ? 200 : 10);
          now = await waitingFor(place, since);
        }
        if (isLast || now.left === 0) break;
        await sleep(random() * 60);
        const { running, left } = await waitingFor(place, since);
        await place.worker.kill();
        if (killed % 10 === 5) await enqueue(place, clockwork);
        if (running) log(`killed with ${running} jobs in hand, ${left} left`);
        if (running) killed += 1;
        await letGo(place);
      }
      const first = await madeByClock(place);
      await enqueue(place, clockwork);
      for (let until = Date.now() + 300_000; (await waitingFor(place, since)).left && Date.now() < until; )
        await sleep(200);
      const again = await madeByClock(place);
      const { left, failed } = await waitingFor(place, since);
      const done = await count(place, since);
      const [mailed, posted] = [mail.seen(), receiver.seen()];
      const asked = { mails: work.warnings + work.exports };
      return {
        figures: {
          'kills with jobs in hand': killed,
          'jobs left / given up': `${left} / ${failed}`,
          'notices: asked for, there': `${work.given}, ${done.notices}`,
          'webhooks: events, delivered, arrived again under their webhook-id': `${work.contacts}, ${posted.different}, ${posted.again}`,
          'notices not passed on to mail and devices': done.notPassedOn!,
          'mails: due, noted as sent, given up': `${asked.mails}, ${done.mails}, ${done.unsent}`,
          'mails arrived, arrived again under their Message-ID': `${mailed.different}, ${mailed.again}`,
          'exports: due, files, in the journal': `${work.exports}, ${done.files}, ${done.exportsTold}`,
          'proposals, twice, not once in the journal': `${first.proposals}, ${first.twice}, ${first.untold}`,
          'run again: proposals, rewards and evening sums more': `${again.proposals - first.proposals}, ${again.rewards - first.rewards}, ${again.sums - first.sums}`,
        },
        kept:
          killed >= Math.min(kills, isShort ? 3 : kills) &&
          left + failed === 0 &&
          done.notices === work.given &&
          done.notPassedOn === 0 &&
          done.deliveries === work.contacts &&
          posted.different === work.contacts &&
          done.mails === asked.mails &&
          mailed.different === asked.mails &&
          done.files === work.exports &&
          done.exported === work.exports &&
          done.exportsTold === work.exports &&
          first.twice + first.untold === 0 &&
          again.proposals === first.proposals &&
          again.rewards === first.rewards &&
          again.sums === first.sums,
      };
    } finally {
      await place.worker.stop();
      await place.sql`update webhooks set deleted_at = now() where name = 'faults'`;
      await Promise.all([mail.close(), receiver.close()]);
    }
  },
};
