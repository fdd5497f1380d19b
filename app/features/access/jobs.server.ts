import * as z from 'zod';
import { door } from '~/core/db.server';
import { linkOrigin } from '~/core/env.server';
import { linkSecret, mailServer } from '~/core/mail.server';
import { mailBody } from '~/features/mail/body';
import { type Attempt, deliver, hashLink, type WaitingMail } from '~/features/mail/deliver.server';
import { translate } from '~/locales/translate.server';

type Row = { name: string; locale: 'zh-CN' | 'en'; company: string; sender: string | null; is_over: boolean };

/** The mail with a link to a new password; null when it was used or its half hour is over. */
async function compose(mail: WaitingMail, key?: string) {
  const { linkId } = mail.params;
  if (!linkId) return null;
  const secret = linkSecret(`recovery ${linkId}`, key);
  const [row] = await door<Row>('select * from app.recovery_to_mail($1::uuid, $2)', [linkId, hashLink(secret)]);
  if (!row || row.is_over) return null;
  const t = translate(row.locale);
  const subject = t('access.mail_subject');
  const body = mailBody(
    {
      heading: subject,
      lead: [
        t('mail.hello', { name: row.name }),
        row.sender ? t('access.mail_sent', { who: row.sender }) : t('access.mail_asked'),
        t('access.mail_lead'),
      ],
      buttons: [{ label: t('access.mail_open'), url: `${linkOrigin}/recover/${secret}`, isPrimary: true }],
      footer: [t('access.mail_ignore')],
    },
    row.locale,
  );
  return { ...body, subject, toName: row.name };
}

export const mailRecovery = (payload: unknown, attempt: Attempt, server = mailServer, key?: string) =>
  deliver(payload, attempt, (mail) => compose(mail, key), server);

const asked = z.object({ email: z.string() });

/** Somebody says they have forgotten their password: when there is such a person, they get a mail. */
async function recover(payload: unknown) {
  const { email } = asked.parse(payload);
  await door(
    `select jobs.enqueue('access.mail', jsonb_build_object('tenantId', r.tenant_id, 'mailId', r.mail_id), 'mail:' || r.mail_id)
      from app.ask_recovery($1) r`,
    [email],
  );
}

export const tasks = {
  'access.recover': recover,
  'access.mail': (payload: unknown, helpers: Attempt) => mailRecovery(payload, helpers),
};
