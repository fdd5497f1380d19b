import { createHash } from 'node:crypto';
import type { JobHelpers } from 'graphile-worker';
import * as z from 'zod';
import { door } from '~/core/db.server';
import {
  isRefusedForGood,
  linkSecret,
  type MailContent,
  type MailServer,
  mailServer,
  sendMail,
} from '~/core/mail.server';
import type { Role } from '~/features/people/rules';
import type { MailKind, MailParams } from './rules';

const payloadSchema = z.object({ tenantId: z.number().int(), mailId: z.string(), personId: z.string().optional() });

export type WaitingMail = {
  tenantId: number;
  id: string;
  kind: MailKind;
  address: string;
  /** Of ours, to whom it goes; their first role and language. */
  personId: string | null;
  role: Role;
  locale: 'zh-CN' | 'en';
  invitationId: string | null;
  params: MailParams;
  createdAt: Date;
};
type Row = {
  id: string;
  kind: MailKind;
  address: string;
  person_id: string | null;
  role: Role | null;
  locale: 'zh-CN' | 'en' | null;
  invitation_id: string | null;
  params: WaitingMail['params'] | string;
  created_at: string;
};
/** What a mail says, to whom by name, and the notices it tells of; null when there is nothing to say any more. */
export type Composed = MailContent & { toName: string; told?: string[] };
export type Attempt = Pick<JobHelpers, 'job'> | { job: { attempts: number; max_attempts: number } };

export const hashLink = (secret: string) => createHash('sha256').update(secret).digest('hex');
/** The secret of the link that ends all mails to a person. */
export const endSecret = (personId: string, key?: string) => linkSecret(`end mails ${personId}`, key);

const end = (mail: WaitingMail, outcome: 'sent' | 'dropped' | 'failed', reason: string | null, told: string[] = []) =>
  door('select app.end_mail($1::text::integer, $2::uuid, $3, $4, $5::text::jsonb)', [
    String(mail.tenantId),
    mail.id,
    outcome,
    reason,
    JSON.stringify(told),
  ]);

/** What the server said, without what it may have repeated of ours. */
const reasonOf = (error: unknown) => {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  return String(responseCode ?? code ?? 'unknown');
};

/**
 * Sends a mail that waits; one that was sent, dropped or given up stays so. Between the server's yes and our note of it
 * lies a moment: a worker that dies in it sends the same mail, with the same Message-ID, once more.
 */
export async function deliver(
  payload: unknown,
  { job }: Attempt,
  compose: (mail: WaitingMail) => Promise<Composed | null>,
  server: MailServer | null = mailServer,
) {
  const { tenantId, mailId, personId } = payloadSchema.parse(payload);
  const hash = personId && server ? hashLink(endSecret(personId)) : null;
  const [row] = await door<Row>('select * from app.take_mail($1::text::integer, $2::uuid, $3)', [
    String(tenantId),
    mailId,
    hash,
  ]);
  if (!row) return;
  const mail: WaitingMail = {
    tenantId,
    id: row.id,
    kind: row.kind,
    address: row.address,
    personId: row.person_id,
    role: row.role ?? 'employee',
    locale: row.locale ?? 'zh-CN',
    invitationId: row.invitation_id,
    params: typeof row.params === 'string' ? (JSON.parse(row.params) as WaitingMail['params']) : row.params,
    createdAt: new Date(row.created_at),
  };
  if (!server) return void (await end(mail, 'failed', 'off'));
  const composed = await compose(mail);
  if (!composed) return void (await end(mail, 'dropped', null));
  const { toName, told, ...content } = composed;
  try {
    await sendMail(server, mail.id, { name: toName, address: mail.address }, content);
  } catch (error) {
    if (isRefusedForGood(error)) return void (await end(mail, 'failed', reasonOf(error)));
    if (job.attempts >= job.max_attempts) await end(mail, 'failed', reasonOf(error));
    // its own message may repeat the name signed in with
    throw new Error(`mail ${mail.id} was not taken: ${reasonOf(error)}`);
  }
  await end(mail, 'sent', null, told);
}
