import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { env } from '~/core/env.server';
import { newId } from '~/core/ids';
import { type MailServer, mailServerOf } from '~/core/mail.server';
import { deliver } from '~/features/mail/deliver.server';
import { freePort } from '../support/global-server';
import { mailsIn, openMailbox, partOf } from '../support/mailbox';

let sql: postgres.Sql;
let tenantId: number;
const dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-mail-'));
beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [tenant] = await sql`insert into tenants (code, name) values (${newId()}, 'mail') returning id`;
  tenantId = tenant?.id;
});
afterAll(async () => {
  await sql.end();
  rmSync(dir, { recursive: true, force: true });
});

async function waiting(address = 'shen@example.com') {
  const id = newId();
  await sql`insert into mails (tenant_id, id, kind, fact, address) values (${tenantId}, ${id}, 'notice', ${id}, ${address})`;
  return id;
}
const rowOf = async (id: string) => (await sql`select * from mails where id = ${id}`)[0];
const serverAt = (port: number, more: Partial<typeof env> = {}) =>
  mailServerOf({ ...env, SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: '集客通 <noreply@example.com>', ...more });
const content = {
  toName: '沈国强\r\nBcc: all@example.com',
  subject: '年度交流\r\nBcc: all@example.com\r\n\r\nbody',
  text: '您好',
  html: '<p>您好</p>',
};
const send = (id: string, server: MailServer | null, attempts = 1) =>
  deliver({ tenantId, mailId: id }, { job: { attempts, max_attempts: 10 } }, async () => content, server);

describe('the settings of the mail server', () => {
  it('are an address or its parts; a password goes encrypted or not at all', () => {
    const of = (more: Partial<typeof env>) => mailServerOf({ ...env, MAIL_FROM: 'a@example.com', ...more });
    expect(of({})).toBeNull();
    expect(of({ SMTP_URL: 'smtp://h.example.com', MAIL_FROM: '' })).toBeNull();
    expect(of({ SMTP_URL: 'smtps://u%40x:p%2Fw@h.example.com' })).toMatchObject({
      ...{ host: 'h.example.com', port: 465, secure: true, auth: { user: 'u@x', pass: 'p/w' } },
    });
    expect(of({ SMTP_HOST: 'h', SMTP_USER: 'u', SMTP_PASSWORD: 'p' })).toMatchObject({ port: 587, requireTLS: true });
    expect(of({ SMTP_HOST: 'h', SMTP_PORT: 25 })).toMatchObject({ port: 25, requireTLS: false, secure: false });
    expect(of({ SMTP_HOST: 'h', SMTP_SECURE: 'none' })).toMatchObject({ ignoreTLS: true });
  });
});

describe('a mail', () => {
  it('waits while the server is away, goes once it is there, and never again', async () => {
    const port = await freePort();
    const id = await waiting();
    await expect(send(id, serverAt(port))).rejects.toThrow(/was not taken: ECONN|ESOCKET/);
    expect(await rowOf(id)).toMatchObject({ attempts: 1, sent_at: null, failed_at: null });
    const box = await openMailbox(path.join(dir, 'once'), {}, port);
    for (let i = 0; i < 3; i++) await send(id, serverAt(port), 2 + i);
    await box.close();
    const mails = mailsIn(path.join(dir, 'once'));
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail!.headers['message-id']).toBe(`<${id}@example.com>`);
    expect((await rowOf(id))?.sent_at).not.toBeNull();
    // what people typed ends no header and names nobody else
    expect(mail!.headers.bcc).toBeUndefined();
    expect(mail!.headers.subject).toBe('年度交流 Bcc: all@example.com body');
    expect(mail!.headers.to).toContain('shen@example.com');
    expect(mail!.raw).not.toMatch(/^bcc:/im);
    expect(partOf(mail!, 'text/plain').trim()).toBe('您好');
  });

  it('goes to nobody by an address with a line break', async () => {
    const box = await openMailbox(path.join(dir, 'breaks'));
    for (const address of ['a@example.com\r\nBcc: all@example.com', 'a@example.com, b@example.com', 'nobody']) {
      const id = await waiting(address);
      await send(id, serverAt(box.port));
      expect(await rowOf(id)).toMatchObject({ error: '553', sent_at: null });
    }
    await box.close();
    expect(mailsIn(path.join(dir, 'breaks'))).toEqual([]);
  });

  it('that is refused for good is given up at once, one that is put off is tried again to the end', async () => {
    const refusing = (code: number) =>
      openMailbox(path.join(dir, String(code)), {
        onRcptTo: (_to, _session, done) => done(Object.assign(new Error('no'), { responseCode: code })),
      });
    const hard = await refusing(550);
    const id = await waiting();
    await send(id, serverAt(hard.port));
    expect(await rowOf(id)).toMatchObject({ error: '550', attempts: 1 });
    expect((await rowOf(id))?.failed_at).not.toBeNull();
    await hard.close();
    const soft = await refusing(451);
    const other = await waiting();
    await expect(send(other, serverAt(soft.port), 9)).rejects.toThrow(/451/);
    expect((await rowOf(other))?.failed_at).toBeNull();
    await expect(send(other, serverAt(soft.port), 10)).rejects.toThrow(/451/);
    expect((await rowOf(other))?.failed_at).not.toBeNull();
    await soft.close();
  });

  it('names no password when signing in fails, and is kept for when that is mended', async () => {
    const box = await openMailbox(path.join(dir, 'auth'), {
      authOptional: false,
      onAuth: ({ password }, _session, done) => done(new Error(`wrong password ${password}`)),
    });
    const id = await waiting();
    const server = serverAt(box.port, { SMTP_URL: `smtp://me:geheim-123@127.0.0.1:${box.port}` });
    const error = await send(id, server).then(
      () => null,
      (thrown: Error) => thrown,
    );
    expect(error?.message).toMatch(/535/);
    expect(`${error?.message} ${error?.stack}`).not.toContain('geheim');
    expect(await rowOf(id)).toMatchObject({ failed_at: null, sent_at: null });
    await box.close();
  });

  it('is not sent and says why where no server is set up, and is dropped when there is nothing to say', async () => {
    const id = await waiting();
    await send(id, null);
    expect(await rowOf(id)).toMatchObject({ error: 'off' });
    const other = await waiting();
    await deliver(
      { tenantId, mailId: other },
      { job: { attempts: 1, max_attempts: 10 } },
      async () => null,
      serverAt(1),
    );
    expect((await rowOf(other))?.dropped_at).not.toBeNull();
    await expect(
      deliver({ mailId: 'x' }, { job: { attempts: 1, max_attempts: 1 } }, async () => content),
    ).rejects.toThrow();
  });
});
