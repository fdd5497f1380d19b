import { createHmac } from 'node:crypto';
import nodemailer from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { env } from './env.server';
import { isMailAddress, type MailAddress, oneLine, parseFrom } from './mail-address';

export type MailServer = SMTPTransport.Options & { from: MailAddress };
export type MailContent = {
  subject: string;
  text: string;
  html: string;
  from?: string;
  replyTo?: MailAddress | null;
  calendar?: { method: 'REQUEST' | 'CANCEL'; text: string };
  headers?: Record<string, string>;
};

const connectMs = 10_000;
const answerMs = 30_000;
const sendMs = 60_000;

const isThisMachine = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);

/** The server of the settings; null when there is none, or nobody to send as. */
export function mailServerOf(settings: typeof env): MailServer | null {
  const from = parseFrom(settings.MAIL_FROM);
  const url = settings.SMTP_URL ? new URL(settings.SMTP_URL) : null;
  const host = url ? url.hostname.replace(/^\[|\]$/g, '') : settings.SMTP_HOST;
  if (!from || !host) return null;
  const user = url ? decodeURIComponent(url.username) : settings.SMTP_USER;
  const pass = url ? decodeURIComponent(url.password) : settings.SMTP_PASSWORD;
  const mode = settings.SMTP_SECURE || (url?.protocol === 'smtps:' ? 'tls' : '');
  const secure = mode === 'tls';
  return {
    from,
    host,
    port: Number(url ? url.port : settings.SMTP_PORT) || (secure ? 465 : 587),
    secure,
    ignoreTLS: mode === 'none',
    // a password goes over the network encrypted, or not at all
    requireTLS: mode === 'starttls' || (mode === '' && user !== '' && !isThisMachine(host)),
    ...(user && { auth: { user, pass } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

export const mailServer = mailServerOf(env);

/** What a link in a mail proves: derived, so that the same mail sent again holds the same, and only its hash is kept. */
export const linkSecret = (purpose: string, key = env.LINK_KEY) => {
  if (!key) throw new Error('LINK_KEY is not set: `npm start` makes one.');
  return createHmac('sha256', key).update(purpose).digest('base64url');
};

/** Sends one mail, in a limited time. The same id is the same Message-ID: programs that see it twice show it once. */
export async function sendMail(server: MailServer, id: string, to: MailAddress, content: MailContent) {
  if (!isMailAddress(to.address)) throw Object.assign(new Error('not a mail address'), { responseCode: 553 });
  const { from, ...options } = server;
  const transport = nodemailer.createTransport(options);
  let late: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, fail) => {
    late = setTimeout(() => fail(new Error('the mail server takes too long')), sendMs);
  });
  const { calendar } = content;
  const sending = transport.sendMail({
    messageId: `<${id}@${from.address.split('@')[1]}>`,
    from: { name: oneLine(content.from ?? from.name), address: from.address },
    to: { name: oneLine(to.name), address: to.address },
    ...(content.replyTo && { replyTo: { ...content.replyTo, name: oneLine(content.replyTo.name) } }),
    subject: oneLine(content.subject),
    text: content.text,
    html: content.html,
    ...(calendar && { icalEvent: { method: calendar.method, content: calendar.text, filename: 'invite.ics' } }),
    headers: { 'Auto-Submitted': 'auto-generated', ...content.headers },
  });
  sending.catch(() => {}); // when the time is up first
  try {
    await Promise.race([sending, timeout]);
  } finally {
    clearTimeout(late);
    transport.close();
  }
}

/** Whether the server will never take this mail: an address or a content it refuses for good. */
export const isRefusedForGood = (error: unknown) => {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  // a refused sign-in or a refused sender is ours to repair, and the mail then goes
  return (
    responseCode !== undefined && responseCode >= 500 && !/^(AUTH|MAIL FROM|CONN|EHLO|STARTTLS)/.test(command ?? '')
  );
};
