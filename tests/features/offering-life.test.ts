import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { moveOffering, planRetirement } from '~/features/offerings/commands/move.server';
import { createOffering, updateOffering } from '~/features/offerings/commands/offering.server';
import { approvePrice, draftPrice, removePrice } from '~/features/offerings/commands/price.server';
import { getOffering, listMoves, listPriceVersions, offeringFigures } from '~/features/offerings/detail.server';
import { newOfferingInput, offeringEdit, priceInput } from '~/features/offerings/input';
import { listPrices } from '~/features/offerings/queries.server';
import { inWorld, type World } from '../support/world';

const today = '2026-11-21';
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (thrown: { status?: number; init?: { status?: number } }) => thrown.status ?? thrown.init?.status,
  );
const typed = (more: object = {}) =>
  newOfferingInput.parse({
    id: newId(),
    code: `T-${newId()}`,
    reach: 'company',
    name: '港口专网',
    line: 'mobile',
    ...more,
  });
const price = (more: object = {}) =>
  priceInput.parse({
    id: newId(), code: 'port', name: '端口费', kind: 'recurring', period: 'month', unit: 'item', amountFen: '1200',
    taxPercent: '6', validFrom: today, ...more,
  }); // biome-ignore format: one row
const productManager = (w: World) => w.person({ unit: w.unit.zj, role: 'product_manager' });

async function aPilot(by: Context) {
  const input = typed({ designNote: '基站、UPF 与专网卡' });
  await createOffering(by, input);
  await moveOffering(by, input.id, { version: 1, to: 'pilot', note: null });
  return getOffering(by, input.id);
}

describe('an offering', () => {
  it('is made once, by product managers of its company', () =>
    inWorld(async (w) => {
      const pm = await productManager(w);
      const input = typed();
      expect(await createOffering(pm, input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await createOffering(pm, input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await createOffering(pm, { ...input, id: newId() })).toMatchObject({
        fields: { code: 'offering.code_taken' },
      });
      for (const who of [w.manager, w.lead, w.employee, w.trainer])
        expect(await status(createOffering(who, typed()))).toBe(403);
      expect(await status(createOffering(pm, typed({ reach: 'group' })))).toBe(403);
      const top = await w.person({ unit: w.unit.group, role: 'product_manager' });
      const national = typed({ reach: 'group' });
      expect(await createOffering(top, national)).toMatchObject({ ok: true });
      const edit = offeringEdit.parse({ version: 1, name: 'x', line: 'iot' });
      expect(await status(updateOffering(pm, national.id, edit))).toBe(403);
      expect(await updateOffering(top, national.id, edit)).toMatchObject({ ok: true });
      expect(await updateOffering(top, national.id, edit)).toMatchObject({ reason: 'stale' });
      const far = await w.person({ unit: w.unit.gd, role: 'product_manager' });
      expect(await status(updateOffering(far, input.id, edit))).toBe(404);
    }));

  it('moves on when nothing is missing, and tells who moved it', () =>
    inWorld(async (w) => {
      const pm = await productManager(w);
      const input = typed();
      await createOffering(pm, input);
      expect(await moveOffering(pm, input.id, { version: 1, to: 'pilot', note: null })).toMatchObject({
        reason: 'offering.step_missing',
        details: ['design_note'],
      });
      expect(await moveOffering(pm, input.id, { version: 1, to: 'retired', note: null })).toMatchObject({
        reason: 'offering.no_such_step',
      });
      const pilot = await aPilot(pm);
      expect(await moveOffering(pm, pilot.id, { version: pilot.version, to: 'launched', note: null })).toMatchObject({
        details: ['demo_record', 'price_approved', 'training_course'],
      });
      const { name, line, designNote } = pilot;
      const complete = { name, line, designNote, demoOn: today, demoNote: '宁波港', trainingCourse: '5G 专网销售' };
      await updateOffering(pm, pilot.id, offeringEdit.parse({ ...complete, version: pilot.version }));
      const monthly = price();
      await draftPrice(pm, pilot.id, monthly);
      expect(await approvePrice(pm, pilot.id, monthly.id)).toMatchObject({ reason: 'offering.price_second_person' });
      expect(await approvePrice(w.admin, pilot.id, monthly.id)).toMatchObject({ ok: true });
      expect(await approvePrice(w.admin, pilot.id, monthly.id)).toMatchObject({ ok: true });
      const ready = await getOffering(pm, pilot.id);
      expect(await moveOffering(pm, pilot.id, { version: ready.version, to: 'launched', note: null })).toMatchObject({
        ok: true,
      });
      expect(await moveOffering(pm, pilot.id, { version: ready.version, to: 'launched', note: null })).toMatchObject({
        ok: true,
      });
      expect((await listMoves(pm, pilot.id)).map(({ from, to }) => `${from}>${to}`)).toEqual([
        'design>pilot',
        'pilot>launched',
      ]);
      expect(await getOffering(pm, pilot.id)).toMatchObject({
        lifecycle: 'launched',
        launchedOn: today,
        listMonthlyFen: 120_000,
      });
      expect(await status(moveOffering(w.manager, pilot.id, { version: 9, to: 'retiring', note: null }))).toBe(403);
    }));

  it('retires on a day, for something that is sold', () =>
    inWorld(async (w) => {
      const pm = await productManager(w);
      const old = typed();
      await w.owner.insert(offerings).values({ ...old, tenantId: w.unit.zj.tenantId, lifecycle: 'launched' });
      const plan = (retiresOn: string, substituteId: string | null, version = 1) =>
        planRetirement(pm, old.id, { version, retiresOn, substituteId });
      expect(await plan('2026-11-20', null)).toMatchObject({ fields: { retiresOn: 'offering.day_past' } });
      expect(await plan('2027-06-30', old.id)).toMatchObject({
        fields: { substituteId: 'offering.substitute_not_sold' },
      });
      expect(await plan('2027-06-30', null)).toMatchObject({ ok: true });
      expect(await plan('2027-06-30', null)).toMatchObject({ reason: 'stale' });
      expect(await moveOffering(pm, old.id, { version: 2, to: 'retiring', note: '网络退网' })).toMatchObject({
        ok: true,
      });
      expect(await moveOffering(pm, old.id, { version: 3, to: 'retired', note: null })).toMatchObject({
        details: ['last_day_over'],
      });
    }));
});

describe('a price', () => {
  it('may be changed and removed as a draft, never once approved', () =>
    inWorld(async (w) => {
      const pm = await productManager(w);
      const { id } = await aPilot(pm);
      const first = price();
      await draftPrice(pm, id, first);
      expect(await draftPrice(pm, id, { ...first, amountFen: 99 })).toMatchObject({ ok: true });
      expect(await draftPrice(pm, id, price())).toMatchObject({ fields: { validFrom: 'offering.price_same_day' } });
      const spare = price({ code: 'spare' });
      await draftPrice(pm, id, spare);
      expect(await removePrice(pm, id, spare.id)).toMatchObject({ ok: true });
      expect(await removePrice(pm, id, spare.id)).toMatchObject({ ok: true });
      await approvePrice(w.admin, id, first.id);
      expect(await draftPrice(pm, id, first)).toMatchObject({ reason: 'offering.price_approved_never_changes' });
      expect(await removePrice(pm, id, first.id)).toMatchObject({ reason: 'offering.price_approved_never_changes' });
      for (const who of [w.manager, w.employee]) expect(await status(draftPrice(who, id, price()))).toBe(403);
    }));

  it('takes the place of the version before from its day on', () =>
    inWorld(async (w) => {
      const pm = await productManager(w);
      const { id } = await aPilot(pm);
      const first = price();
      const next = price({ amountFen: '1000', validFrom: '2027-01-01' });
      for (const one of [first, next]) {
        await draftPrice(pm, id, one);
        expect(await approvePrice(w.admin, id, one.id)).toMatchObject({ ok: true });
      }
      const on = async (day: string) => (await listPrices(w.manager, [id], day)).map(({ amountFen }) => amountFen);
      expect([await on('2026-12-31'), await on('2027-01-01')]).toEqual([[120_000], [100_000]]);
      expect((await listPriceVersions(pm, id)).map(({ validUntil }) => validUntil)).toEqual([null, '2026-12-31']);
      const early = price({ validFrom: '2026-12-01' });
      await draftPrice(pm, id, early);
      expect(await approvePrice(w.admin, id, early.id)).toMatchObject({ reason: 'offering.price_before_last' });
    }));

  it('is kept by the database itself', () =>
    inWorld(async (w) => {
      const pm = await productManager(w);
      const { id } = await aPilot(pm);
      const one = price();
      await draftPrice(pm, id, one);
      await approvePrice(w.admin, id, one.id);
      const refusal = async (statement: SQL) => {
        await w.owner.execute(sql`savepoint before`);
        try {
          await w.owner.execute(statement);
          return 'allowed';
        } catch (error) {
          await w.owner.execute(sql`rollback to savepoint before`);
          return (error as { cause?: { code?: string } }).cause?.code;
        }
      };
      expect(await refusal(sql`update offering_prices set amount_fen = 1 where id = ${one.id}`)).toBe('23001');
      expect(await refusal(sql`delete from offering_prices where id = ${one.id}`)).toBe('23001');
      expect(await refusal(sql`update offering_prices set valid_until = '2027-01-01' where id = ${one.id}`)).toBe(
        'allowed',
      );
      expect(await refusal(sql`update offering_moves set note = '' where offering_id = ${id}`)).toBe('23001');
    }));

  it('asks for what it needs', () => {
    const wrong = (more: object) =>
      priceInput.safeParse({ ...price(), amountFen: '1', ...more }).error?.issues.map(({ path }) => path.join('.'));
    expect(wrong({ period: '' })).toEqual(['period']);
    expect(wrong({ amountFen: '-1' })).toEqual(['amountFen']);
    expect(wrong({ taxPercent: '7' })).toEqual(['taxPercent']);
    expect(
      wrong({
        tiers: [
          { from: '5', amountFen: '1' },
          { from: '5', amountFen: '1' },
        ],
      }),
    ).toEqual(['tiers']);
    expect(wrong({ tiers: [{ from: '', amountFen: '' }] })).toBeUndefined();
  });
});

describe('how an offering sells', () => {
  it('is told in numbers of one’s own company to who answers for it', () =>
    inWorld(async (w) => {
      const row = { id: newId(), code: `T-${newId()}`, name: '专线', line: 'internet' as const };
      await w.owner.insert(offerings).values(row);
      const account = await w.account();
      const far = await w.account({ owner: w.stranger });
      await w.opportunity(account, { offeringId: row.id });
      const won = { stageId: 7, stageType: 'won' as const, closedOn: '2026-10-01', offeringId: row.id };
      await w.opportunity(account, won);
      await w.opportunity(far, { ...won, closedOn: '2026-09-01' });
      const of = (who: Context) => offeringFigures(who, row.id);
      const ours = { open: 1, openFen: 10_000_000, won: 1, wonFen: 10_000_000, firstWonOn: '2026-10-01' };
      expect(await of(await productManager(w))).toMatchObject(ours);
      expect(await of(w.director)).toMatchObject(ours);
      expect(await of(await w.person({ unit: w.unit.group, role: 'product_manager' }))).toMatchObject({
        won: 2,
        firstWonOn: '2026-09-01',
      });
      for (const who of [w.manager, w.employee])
        expect(await of(who)).toMatchObject({ open: 0, won: 0, firstWonOn: null });
    }));
});
