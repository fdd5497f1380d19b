import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { offeringPrices, offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { cellsOf, sitesOf } from '~/features/quotes/addresses';
import { createQuote } from '~/features/quotes/commands/create.server';
import { addLines } from '~/features/quotes/commands/lines.server';
import { addSites } from '~/features/quotes/commands/sites.server';
import { exportQuote, type QuoteSheet } from '~/features/quotes/export.server';
import { getQuote, listSites } from '~/features/quotes/queries/quote.server';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

const t = translate('zh-CN');
const evil = ['=cmd|calc', '+1+1', '-2+3', '@SUM(1)'];

/** A quote of two prices at each of four sites with names a spreadsheet would run. */
async function filled(w: World) {
  const offeringId = newId();
  await w.owner
    .insert(offerings)
    .values({ id: offeringId, code: `T-${offeringId.slice(-6)}`, name: '=专线', line: 'internet' });
  const of = {
    offeringId,
    validFrom: '2026-01-01',
    approvedAt: new Date('2026-01-01T00:00:00Z'),
    taxPercent: 6 as const,
  };
  await w.owner.insert(offeringPrices).values([
    {
      ...of,
      id: newId(),
      code: 'port',
      name: '月租',
      kind: 'recurring',
      period: 'month',
      amountFen: 1000_01,
      costFen: 500_00,
    },
    { ...of, id: newId(), code: 'setup', name: '初装', kind: 'one_off', amountFen: 2000_00, costFen: 1500_00 },
  ]);
  const deal = await w.opportunity(await w.account());
  const id = newId();
  await createQuote(w.manager, { id, opportunityId: deal.id, title: '专线', months: 12 }, '');
  await addSites(w.manager, id, 1, sitesOf(cellsOf(`名称\t地址\n${evil.map((name) => `${name}\t=1+1`).join('\n')}`)));
  const siteIds = (await listSites(w.manager, (await getQuote(w.manager, id)).quote)).map((site) => site.id);
  const lines = { version: 2, offeringId, siteIds, prices: [], quantities: {}, discountBp: 1000 };
  expect(await addLines(w.manager, id, lines)).toEqual({ ok: true, value: { added: 8 } });
  return id;
}
const sheet = async (ctx: Context, id: string, asked: QuoteSheet) =>
  Buffer.from(await (await exportQuote(ctx, id, asked, t)).arrayBuffer());

describe('a sheet of a quote', () => {
  it('has every line at its site and what they come to, as text where it is text', () =>
    inWorld(async (w) => {
      const id = await filled(w);
      const { quote } = await getQuote(w.manager, id);
      const [{ data: rows } = { data: [] }] = await readXlsxFile(
        await sheet(w.manager, id, { format: 'xlsx', withCost: false }),
      );
      expect(rows[0]).not.toContain(t('quote.cost'));
      const body = rows.slice(1, 9);
      // the text itself: a formula would have come back as what it makes
      expect([...new Set(body.map(([name]) => name))]).toEqual(evil);
      expect(new Set(body.map((row) => row[1]))).toEqual(new Set(['=1+1']));
      expect(new Set(body.map((row) => row[3]))).toEqual(new Set(['=专线']));
      const sum = (column: number) => Math.round(body.reduce((all, row) => all + Number(row[column]) * 100, 0));
      expect([sum(9), sum(10)]).toEqual([quote.totalFen, quote.taxFen]);
      const totals = new Map(rows.slice(9).map((row) => [row[0], row[9]]));
      expect(totals.get(t('quote.total'))).toBe(quote.totalFen / 100);
      expect(totals.get(t('quote.gross'))).toBe((quote.totalFen + quote.taxFen) / 100);
    }));

  it('runs nothing as plain text either', () =>
    inWorld(async (w) => {
      const csv = (await sheet(w.manager, await filled(w), { format: 'csv', withCost: false })).toString('utf8');
      expect(csv).toContain("'=cmd|calc,'=1+1,");
      expect(csv).toContain("'@SUM(1)");
      expect(csv).not.toMatch(/(^|,|\n)"?[=+@-]\D/);
    }));

  it('tells our cost only where it is asked for, and nobody who does not see the quote', () =>
    inWorld(async (w) => {
      const id = await filled(w);
      const [{ data: rows } = { data: [] }] = await readXlsxFile(
        await sheet(w.lead, id, { format: 'xlsx', withCost: true }),
      );
      expect(rows[0]?.slice(-2)).toEqual([t('quote.cost'), t('quote.margin_fen')]);
      expect(rows[1]?.slice(-2)).toEqual([6000, 4800.12]);
      for (const ctx of [w.stranger, w.otherTeam, w.trainer])
        for (const withCost of [false, true])
          await expect(exportQuote(ctx, id, { format: 'xlsx', withCost }, t)).rejects.toMatchObject({
            init: { status: 404 },
          });
    }));
});
