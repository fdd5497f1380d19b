import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { journal } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { formatter } from '~/core/format';
import { record } from '~/core/journal.server';
import { eventWords, fieldWords, valueWords } from '~/features/people/change-words';
import { listJournalOf } from '~/features/people/history.server';
import { listJournal, listJournalActors, listNames, subjectPath } from '~/features/people/journal.server';
import { journalFilter } from '~/features/people/journal-input';
import { events } from '~/features/people/journal-kinds';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

const all = journalFilter.parse({});

async function arrange(w: World) {
  const account = await w.account();
  const subject = {
    kind: 'account' as const,
    id: account.id,
    tenantId: account.tenantId,
    unitId: account.unitId,
    ownerId: account.ownerId,
  };
  await record(w.manager, 'account.changed', subject, { before: { name: '旧' }, after: { name: '新' } });
  return { account, subject };
}
const seen = async (who: Context, filter: object = {}) =>
  (await listJournal(who, journalFilter.parse(filter), null)).rows;

describe('the journal', () => {
  it('is seen by whom the record is seen, a stranger sees nothing', () =>
    inWorld(async (w) => {
      const { account } = await arrange(w);
      for (const who of [w.manager, w.lead, w.director, w.hq, w.admin]) {
        expect(await seen(who)).toMatchObject([
          { event: 'account.changed', actorName: '王芳', before: { name: '旧' }, after: { name: '新' } },
        ]);
        expect(await listJournalOf(who, account.id)).toHaveLength(1);
      }
      for (const who of [w.stranger, w.strangerDirector, w.colleague, w.otherTeam, w.trainer]) {
        expect(await seen(who)).toEqual([]);
        expect(await listJournalOf(who, account.id)).toEqual([]);
        expect(await listJournalActors(who)).toEqual([]);
      }
    }));

  it('narrows by person, event, kind and days in Shanghai', () =>
    inWorld(async (w) => {
      const { subject } = await arrange(w);
      const at = (iso: string) => ({ ...w.lead, now: new Date(iso) });
      await record(at('2026-11-19T15:59:59Z'), 'account.deleted', subject);
      await record(at('2026-11-19T16:00:00Z'), 'account.restored', subject);
      const events = async (filter: object) => (await seen(w.admin, filter)).map((row) => row.event);
      expect(await events({})).toEqual(['account.changed', 'account.restored', 'account.deleted']);
      expect(await events({ person: w.lead.actor.personId })).toEqual(['account.restored', 'account.deleted']);
      expect(await events({ event: 'account.deleted' })).toEqual(['account.deleted']);
      expect(await events({ subject: 'visit' })).toEqual([]);
      expect(await events({ to: '2026-11-19' })).toEqual(['account.deleted']);
      expect(await events({ from: '2026-11-20', to: '2026-11-20' })).toEqual(['account.restored']);
      expect(await events({ person: 'x', event: "'", subject: 'y', from: 'z' })).toHaveLength(3);
    }));

  it('pages without losing or repeating an entry', () =>
    inWorld(async (w) => {
      const { subject } = await arrange(w);
      for (let i = 0; i < 12; i++) await record(w.manager, 'account.changed', subject, { after: { headcount: i } });
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listJournal>> = await listJournal(w.admin, all, after, 5);
        ids.push(...page.rows.map((row) => row.id));
        after = page.after;
      } while (after);
      expect(ids).toHaveLength(13);
      expect(new Set(ids).size).toBe(13);
    }));

  it('names what it mentions as far as the reader may see it', () =>
    inWorld(async (w) => {
      const { account } = await arrange(w);
      const [row] = await seen(w.admin);
      expect(await listNames(w.admin, [row!])).toMatchObject({ [account.id]: account.name, 'stage:4': '报价投标' });
      expect(await listNames(w.stranger, [row!])).not.toHaveProperty(account.id);
      expect(subjectPath(row!)).toBe(`/accounts/${account.id}`);
    }));

  it('cannot be changed or emptied by the application nor by the owner', () =>
    inWorld(async (w) => {
      await arrange(w);
      const attempts = [
        () => w.owner.update(journal).set({ event: 'x' }),
        () => w.owner.delete(journal),
        () => w.owner.execute(sql`truncate journal`),
        () => w.admin.db.update(journal).set({ event: 'x' }),
        () => w.admin.db.delete(journal).where(eq(journal.event, 'account.changed')),
      ];
      for (const attempt of attempts) {
        await w.owner.execute(sql`savepoint before_attempt`);
        await expect(attempt()).rejects.toThrow();
        await w.owner.execute(sql`rollback to savepoint before_attempt`);
      }
      expect(await seen(w.admin)).toHaveLength(1);
    }));

  it('is written in one’s own name only', () =>
    inWorld(async (w) => {
      const { subject } = await arrange(w);
      const forged = w.as({ ...w.stranger.actor });
      forged.actor.personId = w.manager.actor.personId;
      const asStranger = { ...forged, db: w.stranger.db };
      await expect(record(asStranger, 'account.changed', subject)).rejects.toThrow();
    }));
});

describe('words', () => {
  it('say every known event in both languages', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const t = translate(locale);
      expect(events.filter((event) => eventWords(t, event).includes(t('journal.verb.other')))).toEqual([]);
    }
  });

  it('say values as people do', () => {
    const words = {
      t: translate('zh-CN'),
      format: formatter('zh-CN'),
      names: { 'stage:4': '报价投标' },
      subject: 'opportunity',
    };
    expect(fieldWords(words.t, 'expectedCloseOn')).toBe('预计签约日');
    expect(valueWords(words, 'oneOffFen', 320_000_00)).toBe('¥320,000.00');
    expect(valueWords(words, 'stageId', 4)).toBe('报价投标');
    expect(valueWords(words, 'probability', 40)).toBe('40%');
    expect(valueWords(words, 'note', null)).toBe('空');
    expect(valueWords(words, 'ownerId', '01940000-0000-7000-8000-000000000001')).toBe('（不在权限范围内）');
    expect(valueWords(words, 'role', 'team_lead')).toBe('销售主管');
    expect(valueWords(words, 'name', 'team_lead')).toBe('team_lead');
    expect(valueWords({ ...words, names: {} }, 'stage', 'lost')).toBe('输单');
    expect(valueWords({ ...words, subject: 'account' }, 'fundingPattern', 'budget')).toBe('财政预算');
    expect(valueWords({ ...words, subject: 'contact' }, 'buyingRole', 'champion')).toBe('内线支持者');
    expect(valueWords({ ...words, subject: 'import' }, 'kind', 'accounts')).toBe('客户');
    expect(valueWords(words, 'feasibility_done', { at: '2026-11-20T01:00:00Z', by: 'x', note: '单号 7' })).toMatch(
      /单号 7$/,
    );
    expect(fieldWords(words.t, 'opportunities', 'account')).toBe('一并移交的商机');
    expect(fieldWords(words.t, 'feasibility_done', 'opportunity')).toBe('完成资源预勘');
    const move = (from: string, to: string) =>
      eventWords(words.t, 'opportunity.moved', { before: { stage: from }, after: { stage: to } });
    expect(move('propose', 'lost')).toBe('商机 · 输单');
    expect(move('propose', 'negotiate')).toBe('商机 · 推进阶段');
    expect(eventWords(words.t, 'opportunity.moved')).toBe('商机 · 移动阶段');
  });
});
