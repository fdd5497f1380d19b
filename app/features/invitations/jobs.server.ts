import * as z from 'zod';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { door } from '~/core/db.server';
import { linkOrigin } from '~/core/env.server';
import { linkSecret, type MailServer, mailServer } from '~/core/mail.server';
import { isMailAddress } from '~/core/mail-address';
import { type Attempt, deliver, hashLink, type WaitingMail } from '~/features/mail/deliver.server';
import { roles } from '~/features/people/rules';
import { translate } from '~/locales/translate.server';
import { followVisit } from './commands/follow.server';
import { type InvitationMail, invitationContent } from './mail.server';

type Row = {
  visit_id: string;
  title: string;
  place: string | null;
  starts_at: string;
  minutes: number;
  sequence: number;
  is_withdrawn: boolean;
  locale: 'zh-CN' | 'en';
  guest: string;
  organiser: string;
  organiser_email: string | null;
  company: string;
  is_first: boolean;
  is_over: boolean;
};

/** The mail about an invitation as it stands now; null when there is a later one, or the visit is over. */
async function compose(mail: WaitingMail, server: MailServer | null, key?: string) {
  if (!mail.invitationId) return null;
  const secret = linkSecret(`invitation ${mail.invitationId}`, key);
  const [row] = await door<Row>('select * from app.invitation_to_mail($1::text::integer, $2::uuid, $3)', [
    String(mail.tenantId),
    mail.invitationId,
    hashLink(secret),
  ]);
  if (!row || row.is_over || row.sequence !== mail.params.sequence) return null;
  if (row.is_first && row.is_withdrawn) return null; // nobody has been asked yet
  const organiser = row.organiser_email ?? '';
  const told: InvitationMail = {
    id: mail.invitationId,
    visitId: row.visit_id,
    title: row.title,
    place: row.place,
    startsAt: new Date(row.starts_at),
    minutes: row.minutes,
    sequence: row.sequence,
    isWithdrawn: row.is_withdrawn,
    isFirst: row.is_first,
    locale: row.locale,
    guest: row.guest,
    address: mail.address,
    organiser: {
      name: row.organiser,
      address: isMailAddress(organiser) ? organiser : (server?.from.address ?? ''),
    },
    company: row.company,
  };
  const url = `${linkOrigin}/invitation/${secret}`;
  return { ...invitationContent(told, translate(row.locale), url, mail.createdAt), toName: row.guest };
}

export const mailInvitation = (payload: unknown, attempt: Attempt, server = mailServer, key?: string) =>
  deliver(payload, attempt, (mail) => compose(mail, server, key), server);

const changed = z.object({ actorId: z.string(), role: z.enum(roles), visitId: z.string() });

/** In the name of who changed the visit: those who were invited are told of it. */
async function follow(payload: unknown) {
  const { actorId, role, visitId } = changed.parse(payload);
  const actor = await findActorById(actorId, role);
  if (actor) await followVisit(contextFor(actor), visitId);
}

export const tasks = {
  'invitations.mail': (payload: unknown, helpers: Attempt) => mailInvitation(payload, helpers),
  'invitations.follow': follow,
};
