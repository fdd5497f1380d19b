import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, eq, sql } from 'drizzle-orm';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journal, notices, webhookDeliveries, webhooks } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { composeEvent } from '~/features/api/webhook-body.server';
import {
  createWebhook,
  removeWebhook,
  rotateSecret,
  switchWebhook,
  updateWebhook,
} from '~/features/webhooks/commands/manage.server';
import { pingWebhook, sendAgain, sendFailedAgain } from '~/features/webhooks/commands/send-again.server';
import { networks } from '~/features/webhooks/networks.server';
import { post } from '~/features/webhooks/post.server';
import { getWebhook, listDeliveries, listWebhooks } from '~/features/webhooks/queries.server';
import { webhookEvents } from '~/features/webhooks/rules';
import { signed } from '~/features/webhooks/signature.server';
import { inWorld, type World } from '../support/world';

const input = (who: Context, given = {}) => ({
  id: newId(),
  tenantId: who.actor.tenantId,
  name: '账单系统',
  url: 'https://hooks.example.com/in',
  events: ['account.updated', 'opportunity.moved', 'opportunity.won', 'account.deleted'] as const as never,
  ...given,
});

async function made(who: Context, given = {}) {
  const result = await createWebhook(who, input(who, given));
  if (!result.ok) throw new Error(result.reason);
  return { id: result.value.id, secret: result.value.secret };
}
const changed = (who: Context, account: { id: string; tenantId: number; unitId: number; ownerId: string }) =>
  record(who, 'account.changed', { ...account, kind: 'account' }, { after: { name: '新名', secretThing: 1 } });
const deliveriesOf = (w: World, id: string) =>
  w.owner.select().from(webhookDeliveries).where(eq(webhookDeliveries.webhookId, id)).orderBy(webhookDeliveries.event);
type Taken = { id: string; secret: string; event: string; journal_id: string; subject_id: string };
const take = async (w: World, who: Context, id: string) =>
  [
    ...(await w
      .as(who.actor)
      .db.execute<Taken>(sql`select * from app.take_delivery(${who.actor.tenantId}::int, ${id}::uuid)`)),
  ][0];
const end = (
  w: World,
  who: Context,
  id: string,
  outcome: string,
  status: number | null,
  wait = '1 minute',
  quiet: string | null = null,
) =>
  w
    .as(who.actor)
    .db.execute(
      sql`select app.end_delivery(${who.actor.tenantId}::int, ${id}::uuid, ${outcome}, ${status}::int, 5, ${status ? null : 'timeout'}, 'said', ${wait}::interval, ${quiet}::interval)`,
    );
const due = (w: World, id: string) =>
  w.owner.update(webhookDeliveries).set({ nextAt: sql`now()` }).where(eq(webhookDeliveries.webhookId, id));

describe('a webhook', () => {
  it('is made by administrators only, for companies they see, once, and its secret cannot be read back', () =>
    inWorld(async (w) => {
      for (const who of [w.manager, w.lead, w.director, w.stranger, w.employee])
        await expect(createWebhook(who, input(who))).rejects.toMatchObject({ init: { status: 403 } });
      expect(await createWebhook(w.admin, input(w.admin, { tenantId: w.stranger.actor.tenantId }))).toMatchObject({
        ok: false,
        fields: { tenantId: 'error.choose' },
      });
      expect(await createWebhook(w.admin, input(w.admin, { url: 'http://hooks.example.com' }))).toMatchObject({
        fields: { url: 'webhook.needs_https' },
      });
      const given = input(w.admin);
      expect(await createWebhook(w.admin, given)).toMatchObject({ ok: true });
      expect(await createWebhook(w.admin, given)).toMatchObject({ ok: false, reason: 'webhook.made_before' });
      const entries = await w.owner.select().from(journal).where(eq(journal.subjectId, given.id));
      expect(JSON.stringify(entries)).not.toContain('whsec_');
      await expect(w.admin.db.execute(sql`select secret from webhooks`)).rejects.toMatchObject({
        cause: { code: '42501' },
      });
    }));

  it('is seen, changed and replayed by nobody of another company or role', () =>
    inWorld(async (w) => {
      const { id } = await made(w.admin);
      const otherAdmin = await w.person({ unit: w.unit.gd, role: 'admin' });
      const groupAdmin = await w.person({ unit: w.unit.group, role: 'admin' });
      for (const who of [otherAdmin, w.director, w.manager]) {
        expect(await listWebhooks(who)).toEqual([]);
        expect([...(await who.db.select({ id: webhooks.id }).from(webhooks))]).toEqual([]);
        await expect(getWebhook(who, id)).rejects.toMatchObject({ init: { status: 404 } });
      }
      for (const refuse of [
        () => updateWebhook(otherAdmin, id, { ...input(otherAdmin), version: 1 }),
        () => rotateSecret(otherAdmin, id, 1),
        () => switchWebhook(otherAdmin, id, 1, false),
        () => removeWebhook(otherAdmin, id, 1),
        () => pingWebhook(otherAdmin, id),
        () => sendAgain(otherAdmin, id, newId()),
        () => sendFailedAgain(otherAdmin, id, '2026-01-01'),
      ])
        await expect(refuse()).rejects.toMatchObject({ init: { status: 404 } });
      expect((await listWebhooks(groupAdmin)).map((row) => row.id)).toEqual([id]);
    }));

  it('refuses a stale change and belongs to whoever saved it last', () =>
    inWorld(async (w) => {
      const { id } = await made(w.admin);
      const groupAdmin = await w.person({ unit: w.unit.group, role: 'admin' });
      const { name, url, events } = input(w.admin);
      expect(await updateWebhook(groupAdmin, id, { name: '改名', url, events, version: 1 })).toEqual({
        ok: true,
        value: null,
      });
      expect(await updateWebhook(w.admin, id, { name, url, events, version: 1 })).toMatchObject({ reason: 'stale' });
      expect(await getWebhook(w.admin, id)).toMatchObject({
        name: '改名',
        ownerId: groupAdmin.actor.personId,
        version: 2,
      });
    }));
});

describe('an event', () => {
  it('is written down with the entry of the journal, for the webhooks that listen to it in that company', () =>
    inWorld(async (w) => {
      const { id } = await made(w.admin);
      const deaf = await made(w.admin, { events: ['visit.completed'] });
      const off = await made(w.admin);
      await switchWebhook(w.admin, off.id, 1, false);
      const account = await w.account();
      const far = await w.account({ owner: w.stranger });
      await changed(w.manager, account);
      await changed(w.stranger, far);
      await record(w.manager, 'account.seen', { ...account, kind: 'account' });
      const opportunity = await w.opportunity(account);
      const [won] = await w.owner.execute<{ id: number }>(
        sql`select id from stages where type = 'won' order by id limit 1`,
      );
      await record(
        w.manager,
        'opportunity.moved',
        { ...opportunity, kind: 'opportunity' },
        { after: { stageId: won?.id } },
      );
      expect((await deliveriesOf(w, id)).map((row) => [row.event, row.subjectId, row.state])).toEqual([
        ['account.updated', account.id, 'waiting'],
        ['opportunity.moved', opportunity.id, 'waiting'],
        ['opportunity.won', opportunity.id, 'waiting'],
      ]);
      expect([...(await deliveriesOf(w, deaf.id)), ...(await deliveriesOf(w, off.id))]).toEqual([]);
      const jobs = await w.owner.execute(
        sql`select 1 from graphile_worker._private_jobs where payload->>'webhookId' = ${id}`,
      );
      expect(jobs.length).toBe(2);
    }));

  it('can be any of those that are offered', () =>
    inWorld(async (w) => {
      const [row] = await w.owner.execute<{ names: string[] }>(sql`
        select array_to_json(array(select distinct unnest(app.webhook_events(s || '.' || v, t)) from
          unnest(array['account','contact','opportunity','visit','interaction','commitment','lead','quote','contract']) s,
          unnest(array['created','changed','updated','assigned','deleted','restored','moved','planned','edited','completed','cancelled','logged','made','kept',
            'broken','accepted','converted','disqualified','sent','revised','customer_accepted','customer_declined','amended','signed','terminated']) v,
          unnest(array['open','won','lost']) t)) as names`);
      const names = typeof row?.names === 'string' ? (JSON.parse(row.names) as string[]) : row?.names;
      expect(names?.toSorted()).toEqual([...webhookEvents].toSorted());
    }));

  it('tells what its owner may see now, and nothing to whom it is out of sight', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await changed(w.manager, account);
      const [entry] = await w.owner.select().from(journal).where(eq(journal.subjectId, account.id));
      const happened = {
        tenantId: account.tenantId,
        journalId: entry!.id,
        subjectId: account.id,
        at: new Date(0),
        event: 'account.updated',
      };
      const told = await composeEvent(w.admin, happened);
      expect(told).toMatchObject({
        kind: 'accounts',
        id: account.id,
        changed: ['name'],
        record: { id: account.id, name: '杭城商业银行' },
      });
      expect(JSON.stringify(told)).not.toContain('secretThing');
      expect(await composeEvent(w.admin, { ...happened, event: 'account.deleted' })).toMatchObject({ record: null });
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.employee])
        expect(await composeEvent(who, happened)).toBeNull();
    }));
});

describe('a delivery', () => {
  it('is taken by one at a time, tried again after a wait, and ends with the answer in the log', () =>
    inWorld(async (w) => {
      const { id, secret } = await made(w.admin);
      const account = await w.account();
      await changed(w.manager, account);
      const first = (await take(w, w.admin, id))!;
      expect(first).toMatchObject({ event: 'account.updated', secret, subject_id: account.id });
      expect(await take(w, w.admin, id)).toBeUndefined();
      await due(w, id); // the lease of a worker that was killed is over
      expect((await take(w, w.admin, id))?.id).toBe(first.id);
      await end(w, w.admin, first.id, 'tried', 500);
      expect((await deliveriesOf(w, id))[0]).toMatchObject({
        state: 'waiting',
        status: 500,
        attempts: 2,
        answer: 'said',
      });
      await due(w, id);
      await take(w, w.admin, id);
      await end(w, w.admin, first.id, 'delivered', 204);
      expect((await deliveriesOf(w, id))[0]).toMatchObject({ state: 'delivered', status: 204, attempts: 3 });
      const log = await listDeliveries(w.admin, await getWebhook(w.admin, id), null, null);
      expect(log.rows.map((row) => row.id)).toEqual([first.id]);
    }));

  it('leaves a receiver alone that does not answer, whatever waits', () =>
    inWorld(async (w) => {
      const { id } = await made(w.admin);
      const account = await w.account();
      await changed(w.manager, account);
      await changed(w.manager, account);
      await end(w, w.admin, (await take(w, w.admin, id))!.id, 'tried', null, '1 minute', '5 minutes');
      expect(await take(w, w.admin, id)).toBeUndefined();
      await w.owner.update(webhooks).set({ quietUntil: sql`now()` }).where(eq(webhooks.id, id));
      expect(await take(w, w.admin, id)).toBeDefined();
    }));

  it('fails after three days, which is told, and a webhook that took nothing for days is switched off', () =>
    inWorld(async (w) => {
      const { id } = await made(w.admin);
      const account = await w.account();
      await changed(w.manager, account);
      await changed(w.manager, account);
      await end(w, w.admin, (await take(w, w.admin, id))!.id, 'tried', 500, '73 hours');
      const told = () =>
        w.owner
          .select({ kind: notices.kind })
          .from(notices)
          .where(and(eq(notices.personId, w.admin.actor.personId), eq(notices.subjectId, id)));
      expect(await told()).toEqual([{ kind: 'webhook_failed' }]);
      expect((await getWebhook(w.admin, id)).offReason).toBeNull();
      await w.owner.update(webhooks).set({ failingSince: sql`now() - interval '70 hours'` }).where(eq(webhooks.id, id));
      await end(w, w.admin, (await take(w, w.admin, id))!.id, 'tried', 500, '73 hours');
      expect((await getWebhook(w.admin, id)).offReason).toBe('failing');
      expect((await told()).map(({ kind }) => kind).toSorted()).toEqual(['webhook_failed', 'webhook_off']);
      expect(await sendFailedAgain(w.admin, id, '2026-01-01')).toMatchObject({ reason: 'webhook.is_off' });
      const { version } = await getWebhook(w.admin, id);
      await switchWebhook(w.admin, id, version, true);
      expect(await sendFailedAgain(w.admin, id, '2026-01-01')).toEqual({ ok: true, value: { sent: 2 } });
      expect((await deliveriesOf(w, id)).map((row) => [row.state, row.attempts])).toEqual([
        ['waiting', 0],
        ['waiting', 0],
      ]);
    }));

  it('stops at once when the receiver is gone for good, and ends by the clock when nobody tried', () =>
    inWorld(async (w) => {
      const { id } = await made(w.admin);
      const account = await w.account();
      await changed(w.manager, account);
      await end(w, w.admin, (await take(w, w.admin, id))!.id, 'tried', 410);
      expect((await getWebhook(w.admin, id)).offReason).toBe('gone');
      const late = await made(w.admin);
      await changed(w.manager, account);
      await w.owner
        .update(webhookDeliveries)
        .set({ until: sql`now() - interval '1 minute'` })
        .where(eq(webhookDeliveries.webhookId, late.id));
      await w.admin.db.execute(sql`select app.webhooks_due()`);
      expect((await deliveriesOf(w, late.id))[0]).toMatchObject({ state: 'failed', error: 'late' });
    }));

  it('is sent again under its own id', () =>
    inWorld(async (w) => {
      const { id } = await made(w.admin);
      await changed(w.manager, await w.account());
      const { id: delivery } = (await take(w, w.admin, id))!;
      await expect(sendAgain(w.admin, id, delivery)).rejects.toMatchObject({ init: { status: 404 } }); // still waiting
      await end(w, w.admin, delivery, 'delivered', 200);
      expect(await sendAgain(w.admin, id, delivery)).toEqual({ ok: true, value: null });
      await due(w, id);
      expect((await take(w, w.admin, id))?.id).toBe(delivery);
    }));
});

it('is signed as Standard Webhooks says', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const body = JSON.stringify({ type: 'account.updated', data: { name: '杭城商业银行' } });
  const headers = signed(secret, 'd1', new Date(), body);
  expect(new Verifier(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Verifier(secret).verify(`${body} `, headers)).toThrow();
  expect(() => new Verifier(`whsec_${Buffer.alloc(32, 8).toString('base64')}`).verify(body, headers)).toThrow();
});

describe('a post', () => {
  const seen: { url?: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
  let server: http.Server;
  let port: number;
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        seen.push({ url: request.url, headers: request.headers, body });
        const status = Number(request.url?.slice(1)) || 200;
        response.writeHead(status, { Location: '/elsewhere' });
        response.write('x'.repeat(5000));
        if (request.url !== '/endless') response.end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  const here = { networks: networks('127.0.0.1'), resolve: async () => [{ address: '127.0.0.1', family: 4 }] };
  const nowhere = { ...here, networks: networks('') };

  it('arrives at the address that was checked, and only the beginning of the answer is kept', async () => {
    const { status, answer } = await post(`http://hooks.example.com:${port}/201`, { 'X-A': 'b' }, '{"a":1}', here);
    expect([status, answer?.length]).toEqual([201, 1024]);
    expect(seen.at(-1)).toMatchObject({ body: '{"a":1}', headers: { host: `hooks.example.com:${port}`, 'x-a': 'b' } });
    expect((await post(`http://hooks.example.com:${port}/endless`, {}, '{}', here)).status).toBe(200);
  });

  it('follows no redirect', async () => {
    const before = seen.length;
    for (const status of [301, 302, 307, 308])
      expect((await post(`http://hooks.example.com:${port}/${status}`, {}, '{}', here)).status).toBe(status);
    expect(seen.slice(before).map(({ url }) => url)).not.toContain('/elsewhere');
    expect(seen.length).toBe(before + 4);
  });

  it('reaches nothing private, however it is written or resolved', async () => {
    const before = seen.length;
    const hosts = [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '169.254.169.254',
      '[fd00:ec2::254]',
      '10.0.0.1',
      '0.0.0.0',
    ];
    for (const host of hosts)
      expect([host, (await post(`https://${host}:${port}/`, {}, '{}', nowhere)).error]).toEqual([
        host,
        'address_private',
      ]);
    const both = [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    for (const found of [
      both,
      both.toReversed(),
      [{ address: '::1', family: 6 }],
      [{ address: '64:ff9b::7f00:1', family: 6 }],
    ])
      expect((await post('https://rebind.example/', {}, '{}', { ...nowhere, resolve: async () => found })).error).toBe(
        'address_private',
      );
    expect((await post('https://none.example/', {}, '{}', { ...nowhere, resolve: async () => [] })).error).toBe(
      'no_address',
    );
    const open = { ...nowhere, resolve: async () => [{ address: '8.8.8.8', family: 4 }] };
    expect((await post('http://plain.example/', {}, '{}', open)).error).toBe('not_https');
    expect(seen.length).toBe(before);
  });
});
