import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts } from '#drizzle/schema';
import { tableFile } from '~/core/table-file.server';
import { deleteVisit, restoreVisit } from '~/features/visits/commands/remove.server';
import { visitTable } from '~/features/visits/export.server';
import { readVisitFilter } from '~/features/visits/filters';
import { countVisits, listVisits } from '~/features/visits/queries/list.server';
import { translate } from '~/locales/translate.server';
import { inWorld } from '../support/world';

const asked = (query: string) => readVisitFilter(new URLSearchParams(`reach=all&${query}`), 'mine');

describe('visits by what they say', () => {
  it('are found in purpose and note, each word anywhere, in every way of being in scope', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const first = await w.visit(account, { purpose: '双链路方案交流', note: null });
      const second = await w.visit(account, { purpose: '走访', note: '客户要求 ＳＤ－ＷＡＮ 报价，\n下周答复 100%' });
      const found = async (who: typeof w.manager, q: string) =>
        (await listVisits(who, asked(`q=${encodeURIComponent(q)}`))).rows.map((row) => row.id).sort();
      for (const who of [w.manager, w.lead, w.director, w.hq]) {
        expect(await found(who, '链路')).toEqual([first.id]);
        expect(await found(who, '链路 方案')).toEqual([first.id]);
        expect(await found(who, '链路 报价')).toEqual([]);
        expect(await found(who, 'sd-wan')).toEqual([second.id]);
        expect(await found(who, '100%')).toEqual([second.id]);
        expect(await found(who, '1_0')).toEqual([]);
        expect(await found(who, '价，下')).toEqual([]); // a line lies between
        expect(await countVisits(who, asked('q=报价'))).toBe(1);
        expect(await found(who, '价')).toHaveLength(2); // one character looks for nothing
      }
      const file = await tableFile(await visitTable(w.director, asked('q=链路'), translate('zh-CN')), 'csv');
      expect((await file.text()).trim().split('\n')).toHaveLength(2);
    }));

  it('are nothing to a stranger, whatever the words', () =>
    inWorld(async (w) => {
      await w.visit(await w.account(), { note: '客户要求报价' });
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.colleague, w.trainer, w.employee]) {
        for (const q of ['报价', `报价&person=${w.manager.actor.personId}`]) {
          expect((await listVisits(who, asked(`q=${q}`))).rows).toEqual([]);
          expect(await countVisits(who, asked(`q=${q}`))).toBe(0);
        }
      }
    }));

  it('keep to the other filters, and to what is not deleted', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.visit(account, { note: '报价', status: 'completed' });
      await w.visit(account, { note: '报价', deletedAt: new Date('2026-11-20T00:00:00Z') });
      expect(await countVisits(w.director, asked('q=报价'))).toBe(1);
      expect(await countVisits(w.director, asked('q=报价&status=planned'))).toBe(0);
      expect(await countVisits(w.lead, asked(`q=报价&account=${account.id}&person=${w.manager.actor.personId}`))).toBe(
        1,
      );
    }));
});

describe("the account's last visit", () => {
  it('goes back when the last one is deleted, and forward when it is restored', () =>
    inWorld(async (w) => {
      const ends = ['2026-10-01T03:00:00Z', '2026-11-01T03:00:00Z'].map((text) => new Date(text));
      const account = await w.account({ lastVisitedAt: ends[1] });
      const made = [];
      for (const endedAt of ends)
        made.push(await w.visit(account, { status: 'completed', endedAt, startedAt: endedAt }));
      const last = async () =>
        (await w.owner.select().from(accounts).where(eq(accounts.id, account.id)))[0]!.lastVisitedAt;
      await deleteVisit(w.manager, made[1]!.id, { version: 1 });
      expect(await last()).toEqual(ends[0]);
      await deleteVisit(w.manager, made[0]!.id, { version: 1 });
      expect(await last()).toBeNull();
      await restoreVisit(w.manager, made[1]!.id);
      expect(await last()).toEqual(ends[1]);
    }));
});
