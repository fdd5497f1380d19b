import { door } from '~/core/db.server';
import { linkOrigin } from '~/core/env.server';
import { formatter } from '~/core/format';
import { linkSecret, type MailServer, mailServer } from '~/core/mail.server';
import { isMailAddress, oneLine } from '~/core/mail-address';
import { mailBody } from '~/features/mail/body';
import { type Attempt, deliver, hashLink, type WaitingMail } from '~/features/mail/deliver.server';
import { translate } from '~/locales/translate.server';

type Row = {
  number: string;
  title: string;
  valid_until: string;
  guest: string | null;
  seller: string;
  seller_email: string | null;
  company: string;
  is_over: boolean;
};

/** The mail that carries a link; null when the link was taken back or there is a newer version. */
async function compose(mail: WaitingMail, server: MailServer | null, key?: string) {
  const { linkId, locale = 'zh-CN' } = mail.params;
  if (!linkId) return null;
  const secret = linkSecret(`offer ${linkId}`, key);
  const [row] = await door<Row>('select * from app.offer_to_mail($1::text::integer, $2::uuid, $3)', [
    String(mail.tenantId),
    linkId,
    hashLink(secret),
  ]);
  if (!row || row.is_over) return null;
  const t = translate(locale);
  const f = formatter(locale);
  const body = mailBody(
    {
      heading: row.title,
      preview: `${row.company} · ${row.number}`,
      lead: [t('offer.mail_lead', { company: row.company, number: row.number })],
      facts: [
        { label: t('offer_paper.valid'), value: f.day(row.valid_until) },
        { label: t('offer_paper.seller'), value: `${row.seller} · ${row.company}` },
      ],
      buttons: [{ label: t('offer.mail_open'), url: `${linkOrigin}/offer/${secret}`, isPrimary: true }],
      footer: [t('offer.mail_secret')],
    },
    locale,
  );
  const replyTo = row.seller_email ?? '';
  return {
    ...body,
    subject: oneLine(t('offer.mail_subject', { company: row.company, title: row.title })),
    from: `${row.seller} · ${row.company}`,
    replyTo: isMailAddress(replyTo) ? { name: row.seller, address: replyTo } : (server?.from ?? null),
    toName: row.guest ?? '',
  };
}

export const mailOffer = (payload: unknown, attempt: Attempt, server = mailServer, key?: string) =>
  deliver(payload, attempt, (mail) => compose(mail, server, key), server);
