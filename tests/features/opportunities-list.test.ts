import { describe, expect, it } from 'vitest';
import { assignments } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import { tableFile } from '~/core/table-file.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { deleteOpportunity } from '~/features/opportunities/commands/remove.server';
import { undoMove } from '~/features/opportunities/commands/undo-move.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { findNeighbours, listHistory } from '~/features/opportunities/detail.server';
import { listBoard, listColumn } from '~/features/opportunities/list/board.server';
import { opportunityTable } from '~/features/opportunities/list/export.server';
import { readAsk } from '~/features/opportunities/list/load.server';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import { readWhole, sumByStage } from '~/features/opportunities/list/sums.server';
import { getMoveChoice } from '~/features/opportunities/move-choice.server';
import {
  getOpportunity,
  listOpenOpportunitiesOf,
  listOpportunityOptions,
} from '~/features/opportunities/queries.server';
import { sorts } from '~/features/opportunities/rules';
import { translate } from '~/locales/translate.server';
import { inWorld } from '../support/world';

const absent = { init: { status: 404 } };
const words = { t: translate('zh-CN'), locale: 'zh-CN' as const };

const ask = (ctx: Context, query = '') => readAsk(ctx, new URLSearchParams(query));
async function list(ctx: Context, query = '', more = {}) {
  const { filter, narrow, all } = await ask(ctx, query);
  return listOpportunities(ctx, filter, narrow, all, { sort: '-updated', ...more });
}
const ids = async (ctx: Context, query = '') => (await list(ctx, query)).rows.map(({ id }) => id);
async function sums(ctx: Context, query = '') {
  const { filter, narrow, all } = await ask(ctx, query);
  return sumByStage(ctx, filter, narrow, all);
}
async function csv(ctx: Context, query = '') {
  const table = await opportunityTable(ctx, { ...(await ask(ctx, query)), sort: '-updated' }, words);
  return (await tableFile(table, 'csv')).text();
}

/** A column of one version. */
const columnOf = (id: number) => ({ stage: { id }, ids: [id] });

describe('who sees an opportunity', () => {
  it('its owner, their leads up to headquarters, nobody else', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      for (const ctx of [w.manager, w.lead, w.director, w.hq, w.admin]) expect(await ids(ctx)).toEqual([id]);
      for (const ctx of [w.stranger, w.strangerDirector, w.colleague, w.otherTeam, w.trainer, w.employee])
        expect(await ids(ctx)).toEqual([]);
    }));

  it('shows a stranger nothing in list, sums, figures, board, column, export, options and neighbours', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const row = await w.opportunity(account, {
        expectedCloseOn: '2026-11-25',
        lastActivityAt: new Date('2026-01-01'),
      });
      for (const ctx of [w.stranger, w.strangerDirector, w.colleague]) {
        for (const query of [
          '',
          'q=SD-WAN',
          'stuck=1',
          `owner=${w.manager.actor.personId}`,
          `unit=${w.unit.team.id}`,
        ]) {
          const { filter, narrow, all, stages } = await ask(ctx, query);
          expect(await ids(ctx, query)).toEqual([]);
          expect((await sums(ctx, query)).stages).toEqual([]);
          const board = await listBoard(
            ctx,
            filter,
            narrow,
            all,
            stages.map((s) => columnOf(s.id)),
          );
          expect(board.flatMap(({ rows }) => rows)).toEqual([]);
          expect((await listColumn(ctx, filter, narrow, all, columnOf(1), null)).rows).toEqual([]);
          expect((await readWhole(ctx, narrow, all)).figures).toMatchObject({ closingCount: 0, wonCount: 0, stuck: 0 });
          expect((await csv(ctx, query)).trim().split('\r\n')).toHaveLength(1);
        }
        expect(await listOpenOpportunitiesOf(ctx, account.id)).toEqual([]);
        expect(await listOpportunityOptions(ctx, account.id)).toEqual([]);
        expect(await findNeighbours(ctx, row, 'shape=list')).toEqual({ previous: null, next: null });
        expect(await listHistory(ctx, row)).toEqual([]);
      }
    }));

  it('answers alike for what is unseen and what is not there', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      for (const wanted of [id, newId(), 'nonsense']) {
        await expect(getOpportunity(w.stranger, wanted)).rejects.toMatchObject(absent);
        await expect(getMoveChoice(w.stranger, wanted)).rejects.toMatchObject(absent);
        await expect(moveOpportunity(w.stranger, wanted, { to: 2, version: 1 })).rejects.toMatchObject(absent);
        await expect(updateOpportunity(w.stranger, wanted, { title: 'x', version: 1 })).rejects.toMatchObject(absent);
        await expect(deleteOpportunity(w.stranger, wanted, { version: 1 })).rejects.toMatchObject(absent);
        await expect(undoMove(w.stranger, wanted, { version: 1 })).rejects.toMatchObject(absent);
      }
    }));

  it('includes the account team, in sums too', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const { id, totalFen } = await w.opportunity(account);
      const team = { tenantId: account.tenantId, unitId: account.unitId, accountId: account.id };
      await w.owner.insert(assignments).values({
        ...team,
        id: newId(),
        ownerId: w.stranger.actor.personId,
        role: 'solution',
        during: '[2026-11-01,)',
      });
      expect(await ids(w.stranger)).toEqual([id]);
      expect((await sums(w.stranger)).stages).toMatchObject([{ stageId: 1, count: 1, totalFen }]);
    }));
});

describe('the list', () => {
  it('pages both ways by every sort, rows without a date last', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (let n = 0; n < 9; n++)
        await w.opportunity(account, {
          oneOffFen: (n % 4) * 1000_00,
          expectedCloseOn: n % 3 === 0 ? null : `2026-12-0${1 + (n % 3)}`,
          updatedAt: new Date(Date.UTC(2026, 10, 1 + (n % 5))),
        });
      for (const ctx of [w.manager, w.director])
        for (const sort of sorts) {
          const whole = (await list(ctx, '', { sort })).rows.map(({ id }) => id);
          expect(whole).toHaveLength(9);
          const walked: string[] = [];
          let after: string | null = null;
          let last = null;
          do {
            last = await list(ctx, '', { sort, after, limit: 2 });
            walked.push(...last.rows.map(({ id }) => id));
            after = last.after;
          } while (after);
          expect(walked).toEqual(whole);
          const back: string[] = last.rows.map(({ id }) => id);
          for (let before = last.before; before; ) {
            const page = await list(ctx, '', { sort, before, limit: 2 });
            back.unshift(...page.rows.map(({ id }) => id));
            before = page.before;
          }
          expect(back).toEqual(whole);
          if (sort.endsWith('close')) {
            const dates = (await list(ctx, '', { sort })).rows.map((row) => row.expectedCloseOn);
            expect(dates.slice(-3)).toEqual([null, null, null]);
          }
        }
    }));

  it('filters, and exports exactly what is filtered', () =>
    inWorld(async (w) => {
      const account = await w.account({ search: searchText({ name: '杭城商业银行' }).search });
      const big = await w.opportunity(account, {
        title: '=HYPERLINK("x")',
        oneOffFen: 500_000_00,
        search: searchText({ name: '大单' }).search,
        qualification: 'conditional',
      });
      const won = await w.opportunity(account, {
        stageId: 7,
        stageType: 'won',
        closedOn: '2026-11-02',
        probability: 100,
        qualification: 'no_go',
      });
      const stuck = await w.opportunity(account, {
        lastActivityAt: new Date('2026-09-01'),
        expectedCloseOn: '2026-11-01',
      });
      const expected: [string, string[]][] = [
        ['q=大单', [big.id]],
        ['min=20万', [big.id]],
        ['type=won&close=this_quarter', [won.id]],
        ['stuck=1', [stuck.id]],
        ['overdue=1', [stuck.id]],
        ['close=this_month&type=open', [stuck.id]],
        ['q=hcsyyh&stage=7', [won.id]],
        [`unit=${w.unit.hangzhou.id}&stage=7,8`, [won.id]],
        ['judged=conditional', [big.id]],
        ['judged=no_go&type=won', [won.id]],
        ['judged=go', []],
        ['judged=none', [stuck.id]],
        ['owner=me', []],
      ];
      for (const [query, found] of expected) {
        expect([query, await ids(w.director, query)]).toEqual([query, found]);
        const lines = (await csv(w.director, query)).trim().split('\r\n').slice(1);
        expect(lines).toHaveLength(found.length);
        for (const id of found) expect(lines.join()).toContain(id);
        expect((await sums(w.director, query)).stages.reduce((n, { count }) => n + count, 0)).toBe(found.length);
      }
      expect(await csv(w.director, 'min=20万')).toContain(`"'=HYPERLINK(""x"")"`);
      const table = await opportunityTable(w.director, { ...(await ask(w.director)), sort: '-amount' }, words);
      const workbook = await tableFile(table, 'xlsx');
      expect(
        Buffer.from(await workbook.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
    }));

  it('holds 12 cards a column, the largest first, and gives the next on asking', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (let n = 0; n < 15; n++) await w.opportunity(account, { oneOffFen: n * 100 });
      const { filter, narrow, all } = await ask(w.lead);
      const [first] = await listBoard(w.lead, filter, narrow, all, [1, 2].map(columnOf));
      expect(first?.rows).toHaveLength(12);
      expect(first?.rows[0]?.totalFen).toBe(1400);
      const rest = await listColumn(w.lead, filter, narrow, all, columnOf(1), first!.after);
      expect(rest.rows.map(({ totalFen }) => totalFen)).toEqual([200, 100, 0]);
      expect(rest.after).toBeNull();
    }));
});
