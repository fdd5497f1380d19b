import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { mails, noticeChoices, notices, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { chooseMail, chooseNotices, readNotice } from '~/features/notices/commands.server';
import { digestOf, noticeMailOf } from '~/features/notices/digest.server';
import { noticeChoicesOf } from '~/features/notices/queries.server';
import { inWorld, type World } from '../support/world';

const key = 'test';
const friday = '2026-11-20';
const told = async (w: World, who: Context, kind: 'question' | 'comment', subjectId: string) => {
  const id = newId();
  const { tenantId, personId } = who.actor;
  await w.owner.insert(notices).values({
    ...{ tenantId, id, personId, kind, subject: 'visit' as const, subjectTenantId: tenantId, subjectId },
    ...{ fact: id, actorId: w.lead.actor.personId, createdAt: sql`now()` },
  });
  return id;
};
const write = (w: World, day: string, weekly = false) =>
  w.manager.db.execute<{ person_id: string }>(sql`select * from app.write_digests(${day}::date, ${weekly})`);
const passOn = (w: World) =>
  w.manager.db.execute<{ task: string; payload: string }>(sql`select * from app.pass_on_notices()`);
const end = (w: World, mailId: string, ids: string[]) =>
  w.manager.db.execute(
    sql`select app.end_mail(${w.manager.actor.tenantId}::int, ${mailId}::uuid, 'sent', null, ${JSON.stringify(ids)}::jsonb)`,
  );

describe('the digest', () => {
  it('is written once a day for who wishes it, and for nobody else', () =>
    inWorld(async (w) => {
      await chooseMail(w.manager, { mail: 'daily', mailAtOnce: false });
      await chooseMail(w.colleague, { mail: 'weekly', mailAtOnce: false });
      await chooseMail(w.lead, { mail: 'daily', mailAtOnce: false });
      await w.owner.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, w.lead.actor.personId));
      const ids = async (day: string, weekly = false) => [...(await write(w, day, weekly))].map((row) => row.person_id);
      expect(await ids(friday)).toEqual([w.manager.actor.personId]);
      expect(await ids(friday)).toEqual([]);
      expect((await ids('2026-11-23', true)).sort()).toEqual(
        [w.manager.actor.personId, w.colleague.actor.personId].sort(),
      );
      expect(await w.stranger.db.select().from(mails)).toEqual([]);
      expect(await w.manager.db.select().from(mails)).toHaveLength(2);
    }));

  it('lists what is unread, today’s visits and what is due; nothing twice, nothing out of sight', () =>
    inWorld(async (w) => {
      const account = await w.account({ name: '钱江水务' });
      const visit = await w.visit(account, { purpose: '年度回访', plannedAt: new Date('2026-11-20T01:30:00Z') });
      await w.visit(account, { purpose: '下周的', plannedAt: new Date('2026-11-24T01:30:00Z') });
      await w.visit(account, { purpose: '取消的', plannedAt: new Date('2026-11-20T05:00:00Z'), status: 'cancelled' });
      await w.commitment(account, { text: '交方案', dueOn: friday });
      await w.commitment(account, { text: '早该给的', dueOn: '2026-11-18' });
      await w.commitment(account, { text: '以后的', dueOn: '2026-11-30' });
      const hidden = await w.visit(await w.account({ owner: w.stranger }), { purpose: '别人的' });
      const [read, open] = [
        await told(w, w.manager, 'comment', visit.id),
        await told(w, w.manager, 'question', visit.id),
      ];
      await told(w, w.manager, 'comment', hidden.id);
      await readNotice(w.manager, read);
      expect(await digestOf(w.manager, friday, key)).toBeNull(); // not wished
      await chooseMail(w.manager, { mail: 'daily', mailAtOnce: false });
      const mail = await digestOf(w.manager, friday, key);
      for (const said of ['09:30 钱江水务', '年度回访', '交方案', '早该给的', '向您提问', `/visits/${visit.id}`])
        expect(mail!.text).toContain(said);
      for (const not of ['下周的', '取消的', '以后的', '别人的', '点评了']) expect(mail!.text).not.toContain(not);
      expect(mail!.subject).toMatch(/^11月20日 周五 工作摘要 · 今天的拜访 1 · 到期承诺 2 · 未读通知 2$/);
      expect(mail!.told).toHaveLength(2);
      expect(mail!.headers).toEqual({
        'List-Unsubscribe': expect.stringMatching(/^<http:\/\/localhost:\d+\/unsubscribe\/[\w-]{43}>$/),
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      });
      const [row] = [...(await write(w, friday))] as unknown as { id: string }[];
      await end(w, row!.id, mail!.told!);
      expect((await digestOf(w.manager, friday, key))?.text).not.toContain('向您提问');
      expect(await noticeMailOf(w.manager, open, key)).not.toBeNull();
      const english = { ...w.manager, actor: { ...w.manager.actor, locale: 'en' as const } };
      expect((await digestOf(english, friday, key))?.subject).toMatch(
        /^Your day, Fri,? 20 Nov · 1 visit today · 2 commitments due$/,
      );
    }));

  it('of nothing is none', () =>
    inWorld(async (w) => {
      await chooseMail(w.manager, { mail: 'daily', mailAtOnce: true });
      expect(await digestOf(w.manager, friday, key)).toBeNull();
    }));
});

describe('what is mailed at once', () => {
  it('is questions and mentions, once, unless they were read', () =>
    inWorld(async (w) => {
      await chooseMail(w.manager, { mail: 'off', mailAtOnce: true });
      const visit = await w.visit(await w.account());
      const question = await told(w, w.manager, 'question', visit.id);
      await told(w, w.manager, 'comment', visit.id);
      await told(w, w.colleague, 'question', visit.id);
      await readNotice(w.manager, await told(w, w.manager, 'question', visit.id));
      const jobs = [...(await passOn(w))].filter((one) =>
        JSON.stringify(one.payload).includes(w.manager.actor.personId),
      );
      expect(jobs.map((one) => one.task)).toEqual(['notices.mail']);
      expect([...(await passOn(w))]).toEqual([]);
      const [mail] = await w.manager.db.select().from(mails);
      expect(mail).toMatchObject({ kind: 'notice', address: w.manager.actor.email, params: { noticeId: question } });
      await end(w, mail!.id, [question]);
      await chooseMail(w.manager, { mail: 'daily', mailAtOnce: true });
      expect((await digestOf(w.manager, friday, key))?.told).not.toContain(question);
    }));
});

describe('the link that ends it', () => {
  it('belongs to one person, and choices of kinds stay', () =>
    inWorld(async (w) => {
      await chooseNotices(w.manager, ['question']);
      await chooseMail(w.manager, { mail: 'daily', mailAtOnce: true });
      expect((await noticeChoicesOf(w.manager)).muted).not.toContain('question');
      await write(w, friday);
      const [mail] = await w.manager.db.select().from(mails);
      const hash = 'c'.repeat(64);
      await w.manager.db.execute(sql`select * from app.take_mail(${mail!.tenantId}::int, ${mail!.id}::uuid, ${hash})`);
      const ends = async (by: string, isMeant: boolean) =>
        (await w.stranger.db.execute<{ known: boolean }>(sql`select app.end_mails(${by}, ${isMeant}) as known`))[0]
          ?.known;
      expect([await ends('d'.repeat(64), true), await ends(hash, false)]).toEqual([false, true]);
      expect((await noticeChoicesOf(w.manager)).mail).toBe('daily');
      expect(await ends(hash, true)).toBe(true);
      expect(await noticeChoicesOf(w.manager)).toMatchObject({ mail: 'off', mailAtOnce: false });
      expect((await noticeChoicesOf(w.manager)).muted).toContain('comment');
      const secret = w.manager.db.select({ hash: noticeChoices.tokenHash }).from(noticeChoices);
      await expect(secret).rejects.toMatchObject({ cause: { code: '42501' } });
    }));
});
