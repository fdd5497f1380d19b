import https from 'node:https';
import webpush from 'web-push';
import * as z from 'zod';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { door } from '~/core/db.server';
import { env, linkOrigin } from '~/core/env.server';
import { formatter } from '~/core/format';
import { PublicAgent } from '~/core/public-host.server';
import type { Role } from '~/features/people/rules';
import { translate } from '~/locales/translate.server';
import { listNotices, type Notice } from '../queries.server';
import { placeOf, tellingOf } from '../told';

const sendMs = 15_000;
const keptByService = 12 * 3600;

export type Device = { endpoint: string; publicKey: string; authSecret: string };
type Keys = { subject: string; publicKey: string; privateKey: string };
export type PushOptions = { agent?: https.Agent; keys?: Keys | null };

const ownKeys = (): Keys | null =>
  env.VAPID_PUBLIC_KEY && env.VAPID_PRIVATE_KEY
    ? {
        subject: env.VAPID_SUBJECT || (linkOrigin.startsWith('https:') ? linkOrigin : 'mailto:admin@localhost'),
        publicKey: env.VAPID_PUBLIC_KEY,
        privateKey: env.VAPID_PRIVATE_KEY,
      }
    : null;

/** Posts to a device's push service, in a limited time; answers its status. What the service says besides is not read. */
export function sendPush(device: Device, payload: object, keys: Keys, agent: https.Agent = new PublicAgent()) {
  const { endpoint, publicKey: p256dh, authSecret: auth } = device;
  const details = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), {
    vapidDetails: keys,
    TTL: keptByService,
    contentEncoding: 'aes128gcm',
  });
  return new Promise<number>((done, fail) => {
    const { method, headers, body } = details;
    const request = https.request(
      endpoint,
      { method, headers, agent, signal: AbortSignal.timeout(sendMs) },
      (answer) => {
        done(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}

/** What a device shows: by default the kind of notice and nothing of the record. */
export function pushOf(notice: Notice, locale: 'zh-CN' | 'en', showsDetails: boolean, now: Date) {
  const t = translate(locale);
  const title = showsDetails ? tellingOf(notice, t, formatter(locale), now) : t(`notice.kind.${notice.kind}`);
  const body = showsDetails ? (notice.account ?? '') : t('push.look');
  return { id: notice.id, title: title.slice(0, 200), body: body.slice(0, 200), url: placeOf(notice) };
}

const payloadSchema = z.object({ tenantId: z.number().int(), noticeId: z.string(), subscriptionId: z.string() });
type Row = {
  endpoint: string;
  public_key: string;
  auth_secret: string;
  shows_details: boolean;
  person_id: string;
  role: Role;
  locale: 'zh-CN' | 'en';
};

/** Pushes a notice to one device of its person, unless it was read meanwhile or the session there has ended. */
export async function pushNotice(
  payload: unknown,
  { job }: { job: { attempts: number } },
  now: Date,
  { agent, keys = ownKeys() }: PushOptions = {},
) {
  const { tenantId, noticeId, subscriptionId } = payloadSchema.parse(payload);
  const [row] = await door<Row>('select * from app.take_push($1::text::integer, $2::uuid, $3::uuid)', [
    String(tenantId),
    noticeId,
    subscriptionId,
  ]);
  if (!row || !keys) return;
  const actor = await findActorById(row.person_id, row.role);
  if (!actor) return;
  const { rows } = await listNotices(contextFor(actor, now), 'unread', null, { id: noticeId });
  const [notice] = rows;
  if (!notice || notice.title === null) return;
  const device = { endpoint: row.endpoint, publicKey: row.public_key, authSecret: row.auth_secret };
  const shown = pushOf(notice, row.locale, row.shows_details, now);
  const status = await sendPush(device, shown, keys, agent);
  const isGone = status === 404 || status === 410;
  if (isGone || (status >= 200 && status < 300)) {
    await door('select app.end_push($1::uuid, $2::text::boolean)', [subscriptionId, String(isGone)]);
    return;
  }
  // busy or away: later; refused in any other way: never
  const mayTryAgain = status === 429 || status >= 500;
  if (mayTryAgain && job.attempts < 5) throw new Error(`the push service answered ${status}`);
}
