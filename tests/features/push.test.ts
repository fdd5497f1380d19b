import { createECDH, randomBytes } from 'node:crypto';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import ece from 'http_ece';
import tlsOptions from 'smtp-server/lib/tls-options.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notices, pushSubscriptions, sessions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { isPublicAddress, PublicAgent } from '~/core/public-host.server';
import { pushInput } from '~/features/notices/input';
import { endPush, findPush, savePush } from '~/features/notices/push/devices.server';
import { pushOf, sendPush } from '~/features/notices/push/send.server';
import { listNotices } from '~/features/notices/queries.server';
import { inWorld, type World } from '../support/world';

const base64 = (bytes: Buffer) => bytes.toString('base64url');
/** What a browser makes when it subscribes. */
function browserKeys() {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return { pair, authSecret: base64(randomBytes(16)), publicKey: base64(pair.getPublicKey()) };
}
const vapid = () => {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys().toString('base64url');
  return { subject: 'mailto:it@example.com', publicKey, privateKey: base64(pair.getPrivateKey()).padStart(43, 'A') };
};

type Received = { headers: Record<string, unknown>; body: Buffer };
const received: Received[] = [];
let answerWith = 201;
let server: https.Server;
let endpoint: string;
beforeAll(async () => {
  server = https.createServer(tlsOptions(), (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(answerWith, { Location: 'https://127.0.0.1/elsewhere' }).end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  endpoint = `https://localhost:${(server.address() as AddressInfo).port}/push/abc`;
});
afterAll(() => new Promise((done) => server.close(done)));

const toThisMachine = () => new PublicAgent(() => true, { rejectUnauthorized: false });

describe('a push', () => {
  it('arrives encrypted for that browser, signed by us, and nobody else reads it', async () => {
    const { pair, ...keys } = browserKeys();
    const ours = vapid();
    const said = { id: 'n', title: '提问', body: '打开集客通查看', url: '/visits/1' };
    expect(await sendPush({ endpoint, ...keys }, said, ours, toThisMachine())).toBe(201);
    const { headers, body } = received.at(-1)!;
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '43200' });
    expect(String(headers.authorization)).toContain(`k=${ours.publicKey}`);
    const [, claims = ''] = String(headers.authorization).replace('vapid t=', '').split(',')[0]!.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: ours.subject,
      aud: new URL(endpoint).origin,
    });
    const read = (privateKey: typeof pair) =>
      ece.decrypt(body, { version: 'aes128gcm', privateKey, authSecret: keys.authSecret });
    expect(JSON.parse(read(pair).toString())).toEqual(said);
    expect(body.toString('latin1')).not.toContain('visits');
    expect(() => read(browserKeys().pair)).toThrow();
  });

  it('tells how it was answered, and follows no one elsewhere', async () => {
    const { pair: _pair, ...keys } = browserKeys();
    for (answerWith of [410, 404, 429, 500, 302, 201]) {
      expect(await sendPush({ endpoint, ...keys }, {}, vapid(), toThisMachine())).toBe(answerWith);
    }
  });

  it('goes to no address of an inner network, by number or by name', async () => {
    const { pair: _pair, ...keys } = browserKeys();
    const before = received.length;
    for (const inner of [
      endpoint,
      endpoint.replace('localhost', '127.0.0.1'),
      'https://[::1]:8443/',
      'https://169.254.169.254/latest',
    ])
      await expect(sendPush({ endpoint: inner, ...keys }, {}, vapid())).rejects.toThrow(/not public/);
    expect(received.length).toBe(before);
  });
});

it('knows the addresses of the open network', () => {
  for (const inner of [
    '127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1',
    '255.255.255.255', '198.18.0.1', '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1',
    '2002:7f00:1::', '2001:db8::1', 'ff02::1', 'fe80::1%eth0', 'localhost', '', '1.2.3',
  ]) // biome-ignore format: a list
    expect([inner, isPublicAddress(inner)]).toEqual([inner, false]);
  for (const open of ['8.8.8.8', '142.250.1.1', '172.32.0.1', '223.5.5.5', '2400:3200::1', '2607:f8b0::1'])
    expect([open, isPublicAddress(open)]).toEqual([open, true]);
});

describe('a device', () => {
  const { pair: _pair, publicKey: p256dh, authSecret: auth } = browserKeys();
  const at = (path: string, more = {}) =>
    pushInput.parse({ endpoint: `https://fcm.googleapis.com/${path}`, p256dh, auth, ...more });
  const withSession = async (w: World, who: Context) => {
    const { personId, sessionId, role } = who.actor;
    const expiresAt = sql`now() + interval '1 day'`;
    await w.owner.insert(sessions).values({ id: sessionId, tokenHash: sessionId, personId, role, expiresAt });
  };
  const targets = async (w: World, noticeId: string, deviceId: string) => [
    ...(await w.stranger.db.execute<{ person_id: string }>(
      sql`select * from app.take_push(${w.manager.actor.tenantId}::int, ${noticeId}::uuid, ${deviceId}::uuid)`,
    )),
  ];

  it('is an https address of a public name, with two keys', () => {
    const parse = (endpoint: string) => pushInput.safeParse({ endpoint, p256dh, auth }).success;
    for (const good of [
      'https://fcm.googleapis.com/fcm/send/a:b',
      'https://updates.push.services.mozilla.com/wpush/v2/x',
    ])
      expect(parse(good)).toBe(true);
    for (const bad of [
      'http://fcm.googleapis.com/x', 'https://localhost/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://10.0.0.1/', 'https://2130706433/',
      'https://0x7f.1/', 'https://fcm.googleapis.com:8443/x', 'https://me:pass@fcm.googleapis.com/', 'https://db.internal/', 'https://printer.local/',
      'https://intranet/', 'ftp://a.example/', 'javascript:alert(1)', 'x', '', `https://a.example/${'x'.repeat(1000)}`,
    ]) // biome-ignore format: a list
      expect([bad, parse(bad)]).toEqual([bad, false]);
    expect(pushInput.safeParse({ endpoint: 'https://a.example/', p256dh: 'x', auth }).success).toBe(false);
    expect(pushInput.safeParse({ endpoint: 'https://a.example/', p256dh, auth: `${auth}AA` }).success).toBe(false);
  });

  it('is told as long as its session lasts, of what is unread', () =>
    inWorld(async (w) => {
      await withSession(w, w.manager);
      expect(await savePush(w.manager, at('one'))).toMatchObject({ ok: true });
      expect(await savePush(w.manager, at('one', { showsDetails: '1' }))).toMatchObject({ ok: true });
      const [device, ...more] = await w.owner.select().from(pushSubscriptions);
      expect([device?.showsDetails, more]).toEqual([true, []]);
      const visit = await w.visit(await w.account({ name: '钱江水务' }), { purpose: '年度回访' });
      const id = newId();
      const { tenantId, personId } = w.manager.actor;
      const row = { tenantId, id, personId, kind: 'question' as const, subject: 'visit' as const, fact: id };
      await w.owner.insert(notices).values({ ...row, subjectTenantId: tenantId, subjectId: visit.id });
      const jobs = [...(await w.manager.db.execute<{ task: string }>(sql`select * from app.pass_on_notices()`))];
      expect(jobs.map((job) => job.task)).toEqual(['notices.push']);
      expect(await targets(w, id, device!.id)).toMatchObject([{ person_id: personId }]);
      const [notice] = (await listNotices(w.manager, 'unread', null, { id })).rows;
      expect(JSON.stringify(pushOf(notice!, 'zh-CN', false, w.manager.now))).not.toMatch(/钱江|回访/);
      expect(pushOf(notice!, 'zh-CN', true, w.manager.now)).toMatchObject({
        body: '钱江水务',
        url: `/visits/${visit.id}`,
      });
      await w.owner.update(notices).set({ readAt: sql`now()` });
      expect(await targets(w, id, device!.id)).toEqual([]);
      await w.owner.update(notices).set({ readAt: null });
      await w.owner.update(sessions).set({ revokedAt: sql`now()` });
      expect(await targets(w, id, device!.id)).toEqual([]);
    }));

  it('belongs to its person, and to who uses it next', () =>
    inWorld(async (w) => {
      await withSession(w, w.manager);
      await withSession(w, w.colleague);
      await savePush(w.manager, at('shared'));
      expect(await findPush(w.colleague, at('shared').endpoint)).toBeNull();
      await endPush(w.colleague, at('shared').endpoint);
      expect(await findPush(w.manager, at('shared').endpoint)).toEqual({ showsDetails: false });
      await savePush(w.colleague, at('shared'));
      expect(await findPush(w.manager, at('shared').endpoint)).toBeNull();
      expect(await findPush(w.colleague, at('shared').endpoint)).not.toBeNull();
      // without a session of one's own nothing is kept
      expect(await savePush(w.lead, at('none'))).toMatchObject({ ok: false });
      const forged = { ...w.lead, actor: { ...w.lead.actor, sessionId: w.manager.actor.sessionId } };
      expect(await savePush(forged, at('none'))).toMatchObject({ ok: false });
      for (let i = 0; i < 12; i++) await savePush(w.manager, at(`many-${i}`));
      expect(await w.manager.db.select({ id: pushSubscriptions.id }).from(pushSubscriptions)).toHaveLength(10);
      await w.manager.db.execute(sql`select app.end_push(id, true) from push_subscriptions`);
      expect(await w.manager.db.select({ id: pushSubscriptions.id }).from(pushSubscriptions)).toEqual([]);
      await expect(
        w.manager.db.select({ a: pushSubscriptions.authSecret }).from(pushSubscriptions),
      ).rejects.toMatchObject({ cause: { code: '42501' } });
    }));
});
