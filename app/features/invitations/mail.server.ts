import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { formatter } from '~/core/format';
import type { Locale } from '~/core/locale';
import type { MailContent } from '~/core/mail.server';
import { oneLine } from '~/core/mail-address';
import type { Translate } from '~/core/message';
import { mailBody } from '~/features/mail/body';
import { endOf } from './rules';

export type InvitationMail = {
  id: string;
  visitId: string;
  title: string;
  place: string | null;
  startsAt: Date;
  minutes: number;
  sequence: number;
  isWithdrawn: boolean;
  /** Whether they have been asked before: then something has changed. */
  isFirst: boolean;
  locale: Locale;
  guest: string;
  address: string;
  organiser: { name: string; address: string };
  company: string;
};

const isUpdate = (mail: InvitationMail) => !mail.isWithdrawn && !mail.isFirst;

/** The meeting as a request or its cancellation: of the guest alone, so that nobody learns who else is asked. */
export function calendarPart(mail: InvitationMail, sentAt: Date): { method: 'REQUEST' | 'CANCEL'; text: string } {
  const method = mail.isWithdrawn ? 'CANCEL' : 'REQUEST';
  const calendar = ical({
    prodId: { company: 'jiketong', product: 'jiketong' },
    method: mail.isWithdrawn ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  const event = calendar.createEvent({
    id: `visit-${mail.visitId}@jiketong`,
    sequence: mail.sequence,
    stamp: sentAt,
    start: mail.startsAt,
    end: endOf(mail),
    summary: oneLine(mail.title),
    location: mail.place ? oneLine(mail.place) : null,
    status: mail.isWithdrawn ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: oneLine(mail.organiser.name), email: mail.organiser.address },
  });
  event.createAttendee({
    name: oneLine(mail.guest),
    email: mail.address,
    rsvp: !mail.isWithdrawn,
    role: ICalAttendeeRole.REQ,
    status: ICalAttendeeStatus.NEEDSACTION,
  });
  return { method, text: calendar.toString() };
}

/** The mail as it is read: what, when, where and who asks, nothing of what we keep about the customer. */
export function invitationContent(mail: InvitationMail, t: Translate, url: string, sentAt: Date): MailContent {
  const f = formatter(mail.locale);
  const day = f.dayLong(new Date(mail.startsAt.getTime() + 8 * 3_600_000).toISOString());
  const when = `${day} ${f.time(mail.startsAt)}–${f.time(endOf(mail))}`;
  const { name } = mail.organiser;
  const kind = mail.isWithdrawn ? 'cancelled' : isUpdate(mail) ? 'changed' : 'new';
  const subject = t(`invitation.subject.${kind}`, { title: mail.title });
  const body = mailBody(
    {
      preview: when,
      heading: mail.title,
      lead: [
        t('invitation.dear', { guest: mail.guest }),
        t(`invitation.lead.${kind}`, { name, company: mail.company }),
      ],
      facts: [
        { label: t('invitation.when'), value: t('invitation.beijing_time', { when }) },
        ...(mail.place ? [{ label: t('invitation.place'), value: mail.place }] : []),
        { label: t('invitation.organiser'), value: `${name} · ${mail.company}` },
      ],
      buttons: mail.isWithdrawn
        ? []
        : [
            { label: t('invitation.accepted'), url: `${url}?answer=accepted`, isPrimary: true },
            { label: t('invitation.declined'), url: `${url}?answer=declined` },
          ],
      footer: mail.isWithdrawn ? [t('invitation.reply_hint')] : [t('invitation.link_hint'), t('invitation.reply_hint')],
    },
    mail.locale,
  );
  return {
    ...body,
    subject,
    from: t('invitation.from', { name, company: mail.company }),
    replyTo: mail.organiser,
    calendar: calendarPart(mail, sentAt),
  };
}
