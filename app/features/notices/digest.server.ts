import { findActorById } from '~/core/actor.server';
import { addWorkdays, isWorkday } from '~/core/calendar';
import { type Context, contextFor } from '~/core/context.server';
import { fromLocal, startOf, today } from '~/core/dates';
import { door } from '~/core/db.server';
import { linkOrigin } from '~/core/env.server';
import { type Formatter, formatter } from '~/core/format';
import { mailServer } from '~/core/mail.server';
import type { Translate } from '~/core/message';
import { paths } from '~/core/paths';
import { mailBody } from '~/features/mail/body';
import { type Attempt, type Composed, deliver, endSecret, type WaitingMail } from '~/features/mail/deliver.server';
import { listCommitments } from '~/features/visits/queries/commitments.server';
import { listJointWeek, listWeek } from '~/features/visits/queries/day.server';
import { translate } from '~/locales/translate.server';
import { listNotices, type Notice, noticeChoicesOf } from './queries.server';
import { isAlwaysTold } from './rules';
import { placeOf, tellingOf } from './told';

/** Writes the digests of a working day; the weekly ones on the first working day of the week. Done twice, each is once. */
export async function writeDigests(now: Date) {
  const day = today(now);
  if (!isWorkday(day)) return;
  const isFirst = addWorkdays(day, -1) < startOf(day, 'week');
  await door(
    `select jobs.enqueue('notices.mail', jsonb_build_object('tenantId', d.tenant_id, 'mailId', d.id, 'personId', d.person_id), 'mail:' || d.id)
      from app.write_digests($1::date, $2::text::boolean) d`,
    [day, String(isFirst)],
  );
}

type Say = { t: Translate; f: Formatter; now: Date };
const noteOf = (notice: Notice) =>
  [notice.subject !== 'account' && notice.account, notice.excerpt].filter(Boolean).join(' · ') || null;
const asItem = (notice: Notice, { t, f, now }: Say) => ({
  text: tellingOf(notice, t, f, now),
  note: noteOf(notice),
  url: linkOrigin + placeOf(notice),
});

/** Visits from today on, of the day or of the week, own ones and those one comes along to. */
async function visitsAhead(ctx: Context, day: string, isWeekly: boolean) {
  const [own, joint] = await Promise.all([listWeek(ctx, day), listJointWeek(ctx, day)]);
  const week = [
    ...own.map((visit) => ({ ...visit, isJoint: false })),
    ...joint.map((visit) => ({ ...visit, isJoint: true })),
  ].sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
  return week.filter(
    (visit) =>
      visit.status === 'planned' && visit.plannedAt >= fromLocal(day) && (isWeekly || today(visit.plannedAt) === day),
  );
}

/** What a person is told of a day; null when there is nothing. Notices that were read or mailed are left out. */
export async function digestOf(ctx: Context, day: string, key?: string): Promise<Composed | null> {
  const { locale, name } = ctx.actor;
  const { mail } = await noticeChoicesOf(ctx);
  if (mail === 'off') return null;
  const isWeekly = mail === 'weekly';
  const [{ rows: notices, after }, visits, { rows: due }] = await Promise.all([
    listNotices(ctx, 'unread', null, { isUnmailed: true }),
    visitsAhead(ctx, day, isWeekly),
    listCommitments(ctx, { reach: 'mine', show: 'open' }, { size: 50 }),
  ]);
  const promises = due.filter((one) => one.dueOn <= day);
  if (!notices.length && !visits.length && !promises.length) return null;
  const [t, f] = [translate(locale), formatter(locale)];
  const say = { t, f, now: ctx.now };
  const lists = [
    {
      title: t(isWeekly ? 'mail.visits_week' : 'mail.visits_today', { n: visits.length }),
      items: visits.map((visit) => ({
        text: `${isWeekly ? f.dateTime(visit.plannedAt, ctx.now) : f.time(visit.plannedAt)} ${visit.accountName ?? ''}`,
        note: visit.isJoint ? `${t('visit.joint')} · ${visit.purpose}` : visit.purpose,
        url: linkOrigin + paths.visit(visit.id),
      })),
    },
    {
      title: t('mail.due', { n: promises.length }),
      items: promises.map((one) => ({
        text: one.text,
        note: [
          one.accountName,
          t(one.dueOn < day ? 'mail.overdue_since' : 'mail.due_on', { day: f.day(one.dueOn, day) }),
        ]
          .filter(Boolean)
          .join(' · '),
        url: `${linkOrigin}/commitments`,
      })),
    },
    {
      title: t('mail.unread', { n: notices.length }),
      items: [
        ...notices.map((notice) => asItem(notice, say)),
        ...(after ? [{ text: t('mail.more_notices'), url: `${linkOrigin}/notices?show=unread` }] : []),
      ],
    },
  ].filter(({ items }) => items.length > 0);
  const counts = lists.map(({ title }) => title).join(' · ');
  const heading = t(isWeekly ? 'mail.weekly_heading' : 'mail.daily_heading', { day: f.dayLong(day, day) });
  return {
    ...finished(ctx, { heading, preview: counts, lead: [t('mail.hello', { name })], lists }, key),
    subject: `${heading} · ${counts}`,
    toName: name,
    told: notices.map(({ id }) => id),
  };
}

/** One question or mention, as it comes; null when it was read meanwhile. Warnings go out even so. */
export async function noticeMailOf(ctx: Context, noticeId: string, key?: string): Promise<Composed | null> {
  const { locale, name } = ctx.actor;
  const { rows } = await listNotices(ctx, 'all', null, { id: noticeId });
  const [notice] = rows;
  if (!notice || notice.title === null || (notice.isRead && !isAlwaysTold(notice.kind))) return null;
  const [t, f] = [translate(locale), formatter(locale)];
  const heading = tellingOf(notice, t, f, ctx.now);
  const button = { label: t('mail.open'), url: linkOrigin + placeOf(notice), isPrimary: true };
  const lead = [notice.account, notice.excerpt].flatMap((text) => text ?? []);
  return {
    ...finished(ctx, { heading, lead, buttons: [button] }, key),
    subject: heading,
    toName: name,
    told: [notice.id],
  };
}

/** With the way to end these mails, for the person and for their mail program. */
function finished({ actor }: Context, body: Parameters<typeof mailBody>[0], key?: string) {
  const t = translate(actor.locale);
  const url = `${linkOrigin}/unsubscribe/${endSecret(actor.personId, key)}`;
  const footer = [t('mail.why'), `${t('mail.choices')} ${linkOrigin}/settings/notices`];
  return {
    ...mailBody({ ...body, footer, footerLink: { label: t('mail.end'), url } }, actor.locale),
    headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  };
}

async function compose(mail: WaitingMail, now: Date, key?: string) {
  const actor = mail.personId ? await findActorById(mail.personId, mail.role) : null;
  if (!actor) return null;
  const ctx = contextFor(actor, now);
  if (mail.kind === 'digest') return digestOf(ctx, mail.params.day ?? today(now), key);
  return mail.params.noticeId ? noticeMailOf(ctx, mail.params.noticeId, key) : null;
}

export const mailNotices = (payload: unknown, attempt: Attempt, now: Date, server = mailServer, key?: string) =>
  deliver(payload, attempt, (mail) => compose(mail, now, key), server);
