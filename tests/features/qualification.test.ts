import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { competitors, journal, opportunities, qualificationScores, qualifications } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { factsOf, readFacts } from '~/features/opportunities/facts.server';
import { listStages } from '~/features/opportunities/queries.server';
import { stale } from '~/features/people/history.server';
import { qualifyOpportunity } from '~/features/qualification/commands.server';
import { qualificationInput } from '~/features/qualification/input';
import { listScores, readQualifications } from '~/features/qualification/queries.server';
import { summarise, weighAll } from '~/features/qualification/weigh.server';
import { inWorld, type World } from '../support/world';

const form = (more: Record<string, unknown> = {}) =>
  qualificationInput.parse({ id: newId(), version: '0', fitProduct: '4', ...more });
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});
const status = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { init?: { status?: number } }) => error.init?.status ?? String(error),
  );
async function arrange(w: World) {
  const account = await w.account();
  const deal = await w.opportunity(account, {});
  const decider = await w.contact(account, { buyingRole: 'decision_maker', attitude: 'supports' });
  const rival = newId();
  await w.owner.insert(competitors).values({ id: rival, name: `对手-${rival}` });
  return { account, deal, decider, rival };
}
/** Everything of which a clear go is made. */
const clear = (rival: string, decider: string) => ({
  fitProduct: '4', fitService: '5', fitSolution: '4', budget: 'known', budgetFen: '12万', deciderId: decider,
  decisionOn: '2027-01-15', compellingEvent: '旧合同一月到期', tender: 'no', marginPercent: '22',
  gaps: [{ competitorId: rival, product: '1', service: '', brand: '-1', relationship: '2' }],
}); // biome-ignore format: one form
const read = async (ctx: Context, id: string) => (await readQualifications(ctx, [id])).get(id);

describe('a qualification', () => {
  it('is saved once however often it is sent, with its history and in the journal', () =>
    inWorld(async (w) => {
      const { deal, decider, rival } = await arrange(w);
      const input = form({ ...clear(rival, decider.id), result: 'go' });
      expect(await qualifyOpportunity(w.manager, deal.id, input)).toEqual({ ok: true, value: { version: 1 } });
      expect(await qualifyOpportunity(w.manager, deal.id, input)).toEqual({ ok: true, value: { version: 1 } });
      const found = await read(w.lead, deal.id);
      expect(found).toMatchObject({ deciderName: '沈国强', deciderAttitude: 'supports' });
      expect(found?.row).toMatchObject({ budgetFen: 120_000_00, proposed: 'go', result: 'go', version: 1 });
      expect(found?.row.gaps).toEqual([{ competitorId: rival, product: 1, service: null, brand: -1, relationship: 2 }]);
      expect(await listScores(w.manager, deal.id)).toMatchObject([{ at: w.manager.now, facts: { fitService: 5 } }]);
      const [entry, ...more] = await w.owner.select().from(journal).where(eq(journal.subjectId, deal.id));
      expect(more).toEqual([]);
      expect(entry).toMatchObject({ event: 'opportunity.qualified', before: null, after: { marginPercent: 22 } });
      expect(entry?.after).toMatchObject({ gaps: [`对手-${rival} +1/·/−1/+2`] });
    }));

  it('journals before and after of what changed and keeps each state it was in', () =>
    inWorld(async (w) => {
      const { deal } = await arrange(w);
      const first = form();
      await qualifyOpportunity(w.manager, deal.id, first);
      const second = form({ id: first.id, version: '1', fitProduct: '2', fitProductNote: '带宽不够' });
      expect(await qualifyOpportunity(later(w.lead, 5), deal.id, second)).toEqual({ ok: true, value: { version: 2 } });
      const entries = await w.owner.select().from(journal).where(eq(journal.subjectId, deal.id));
      expect(entries.find((one) => one.before)).toMatchObject({
        before: { fitProduct: 4, fitProductNote: null },
        after: { fitProduct: 2, fitProductNote: '带宽不够' },
        actorId: w.lead.actor.personId,
      });
      const scores = await listScores(w.manager, deal.id);
      expect(scores.map(({ facts }) => facts.fitProduct)).toEqual([4, 2]);
      expect(scores.map(({ at }) => at.getTime())).toEqual([...scores.map(({ at }) => at.getTime())].sort());
      const change = w.lead.db.update(qualificationScores).set({ probability: 99 });
      expect(String((await change.catch((error: Error) => error.cause)) ?? '')).toMatch(/permission denied/);
    }));

  it('saved over an older version is refused with who changed what, and nothing is lost', () =>
    inWorld(async (w) => {
      const { deal } = await arrange(w);
      const first = form();
      await qualifyOpportunity(w.manager, deal.id, first);
      await qualifyOpportunity(later(w.lead, 5), deal.id, form({ id: first.id, version: '1', fitService: '3' }));
      const mine = form({ id: first.id, version: '1', fitProduct: '5' });
      expect(await qualifyOpportunity(later(w.manager, 9), deal.id, mine)).toMatchObject({
        ok: false,
        reason: 'stale',
        params: { who: '刘洋' },
        details: { version: 2, theirs: { fitProduct: 4, fitService: 3 } },
      });
      expect((await read(w.manager, deal.id))?.row).toMatchObject({ fitProduct: 4, fitService: 3 });
      const again = { ...mine, version: 2 };
      expect(await qualifyOpportunity(later(w.manager, 9), deal.id, again)).toEqual({
        ok: true,
        value: { version: 3 },
      });
      // two who begin at the same time
      expect(await qualifyOpportunity(w.colleague, deal.id, form()).catch(() => 404)).toBe(404);
      expect(await qualifyOpportunity(w.lead, deal.id, form({ fitProduct: '1' }))).toMatchObject({ reason: 'stale' });
      expect(await qualifyOpportunity(w.lead, deal.id, { ...again, version: 9, fitProduct: 0 })).toMatchObject({
        reason: 'stale',
      });
      // the opportunity's own form is not told of it
      expect((await stale(w.manager, deal.id)).details).toBeUndefined();
    }));

  it('decided otherwise than proposed needs a reason', () =>
    inWorld(async (w) => {
      const { deal } = await arrange(w);
      const bare = form({ result: 'go' });
      expect(await qualifyOpportunity(w.manager, deal.id, bare)).toMatchObject({
        reason: 'qualification.reason_required',
        fields: { resultReason: 'qualification.reason_required' },
      });
      expect(await read(w.manager, deal.id)).toBeUndefined();
      const why = { ...bare, resultReason: '省公司要求先进场' };
      expect(await qualifyOpportunity(w.manager, deal.id, why)).toMatchObject({ ok: true });
      expect((await read(w.manager, deal.id))?.row).toMatchObject({ result: 'go', proposed: 'conditional' });
      const [kept] = await w.owner.select().from(opportunities).where(eq(opportunities.id, deal.id));
      expect(kept?.qualification).toBe('go');
    }));

  it('is not for strangers, nor for who may only read deals, nor of what is deleted', () =>
    inWorld(async (w) => {
      const { deal } = await arrange(w);
      await qualifyOpportunity(w.manager, deal.id, form());
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.colleague, w.trainer, w.employee]) {
        expect(await status(qualifyOpportunity(who, deal.id, form({ version: '1' })))).toBe(404);
        expect(await read(who, deal.id)).toBeUndefined();
        expect(await listScores(who, deal.id)).toEqual([]);
        expect(await who.db.select().from(qualifications)).toEqual([]);
        expect(await who.db.select().from(qualificationScores)).toEqual([]);
      }
      const service = await w.person({ role: 'service_agent', unit: w.unit.team });
      expect(await status(qualifyOpportunity(service, deal.id, form({ version: '1' })))).toBe(403);
      expect(await read(service, deal.id)).toBeDefined();
      for (const id of ['x', newId()]) expect(await status(qualifyOpportunity(w.manager, id, form()))).toBe(404);
      await w.owner.update(opportunities).set({ deletedAt: w.manager.now }).where(eq(opportunities.id, deal.id));
      expect(await status(qualifyOpportunity(w.manager, deal.id, form({ version: '1' })))).toBe(404);
    }));

  it('takes no contact of another account, no competitor of another company, no id taken elsewhere', () =>
    inWorld(async (w) => {
      const { account, deal } = await arrange(w);
      const elsewhere = await w.contact(await w.account(), {});
      const theirs = newId();
      await w.owner.insert(competitors).values({ id: theirs, name: '别家的对手', tenantId: w.stranger.actor.tenantId });
      const tried = [
        [{ deciderId: elsewhere.id }, 'deciderId'],
        [{ deciderId: newId() }, 'deciderId'],
        [{ gaps: [{ competitorId: theirs, product: '1' }] }, 'gaps.0.competitorId'],
        [{ gaps: [{ competitorId: newId(), product: '1' }] }, 'gaps.0.competitorId'],
      ] as const;
      for (const [more, field] of tried)
        expect(await qualifyOpportunity(w.manager, deal.id, form(more))).toMatchObject({
          fields: { [field]: 'error.choose' },
        });
      const other = await w.opportunity(account, {});
      const taken = form();
      await qualifyOpportunity(w.manager, other.id, taken);
      expect(await status(qualifyOpportunity(w.manager, deal.id, taken))).toBe(404);
    }));

  it('goes with the deal to its next owner', () =>
    inWorld(async (w) => {
      const { deal } = await arrange(w);
      await qualifyOpportunity(w.manager, deal.id, form());
      await w.owner
        .update(opportunities)
        .set({ ownerId: w.colleague.actor.personId })
        .where(eq(opportunities.id, deal.id));
      expect((await read(w.colleague, deal.id))?.row.fitProduct).toBe(4);
      expect(await listScores(w.colleague, deal.id)).toHaveLength(1);
    }));
});

describe('what is sent', () => {
  const refusedAt = (more: Record<string, unknown>) => {
    const parsed = qualificationInput.safeParse({ id: newId(), version: '0', ...more });
    return parsed.success ? null : parsed.error.issues.map(({ path }) => path.join('.')).join();
  };
  it.each<[Record<string, unknown>, string]>([
    [{ fitProduct: '6' }, 'fitProduct'],
    [{ fitProduct: '2.5' }, 'fitProduct'],
    [{ marginPercent: '101' }, 'marginPercent'],
    [{ budgetFen: '-5' }, 'budgetFen'],
    [{ budgetFen: '99999999999999999999' }, 'budgetFen'],
    [{ decisionOn: '2026-02-30' }, 'decisionOn'],
    [{ budget: 'plenty' }, 'budget'],
    [{ strategicWeight: '0' }, 'strategicWeight'],
    [{ weightPrice: '60', weightTechnical: '50' }, 'weightPrice'],
    [{ weightPrice: '30', weightTechnical: '50', weightCommercial: '10' }, 'weightPrice'],
    [{ announcedOn: '2026-12-02', bidDueOn: '2026-12-01' }, 'bidDueOn'],
    [{ gaps: [{ competitorId: '', product: '1' }] }, 'gaps.0.competitorId'],
    [{ gaps: [{ competitorId: newId(), product: '3' }] }, 'gaps.0.product'],
    [{ gaps: 'x' }, 'gaps'],
    [{ gaps: Array.from({ length: 7 }, () => ({ competitorId: newId(), product: '1' })) }, 'gaps'],
    [{ version: '-1' }, 'version'],
    [{ fitProductNote: 'x'.repeat(301) }, 'fitProductNote'],
  ])('is refused at its field: %j', (more, field) => {
    expect(refusedAt(more)).toBe(field);
  });
  it('may leave everything open, and rows that say nothing', () => {
    expect(refusedAt({ gaps: [{ competitorId: '', product: '', brand: '' }] })).toBeNull();
    const twice = newId();
    const rows = [
      { competitorId: twice, product: '1' },
      { competitorId: twice, product: '2' },
    ];
    expect(refusedAt({ gaps: rows })).toBe('gaps.1.competitorId');
  });
});

describe('the evidence-weighted probability of deals', () => {
  it('rises with what is proven and answered, alike for one and for many', () =>
    inWorld(async (w) => {
      const { account, deal, decider, rival } = await arrange(w);
      const before = (await weighAll(w.manager, [deal])).get(deal.id);
      expect(before).toMatchObject({ percent: 10, proven: 0, expected: 2 });
      await w.need(account, {});
      const proven = (await weighAll(w.manager, [deal])).get(deal.id);
      expect(proven).toMatchObject({ percent: 15, proven: 1, why: { base: 10, stage: 5 } });
      await qualifyOpportunity(w.manager, deal.id, form(clear(rival, decider.id)));
      const all = (await weighAll(w.lead, [deal])).get(deal.id)!;
      expect(all.percent).toBeGreaterThan(15);
      const facts = factsOf(deal, await readFacts(w.manager, [deal.id]));
      expect(await summarise(w.manager, deal, await listStages(w.manager), facts)).toMatchObject({
        percent: all.percent,
        proposed: 'go',
        result: null,
      });
      expect(await listScores(w.manager, deal.id)).toMatchObject([{ probability: all.percent, proven: 1 }]);
    }));
});
