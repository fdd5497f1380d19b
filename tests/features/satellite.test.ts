import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { beams, carriers, journal, satellites, terminals } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { retire, saveBeam, saveSatellite, saveTerminal } from '~/features/satellite/commands.server';
import { getBeam, getFleet, getSatellite } from '~/features/satellite/queries.server';
import type { Shape } from '~/features/satellite/rules';
import { inWorld, type World } from '../support/world';

const forbidden = { init: { status: 403 } };
const absent = { init: { status: 404 } };
const circle: Shape = { kind: 'circle', latitude: 30, longitude: 110, radiusKm: 400 };

const satelliteOf = (id: string, version = 0) => ({
  id,
  version,
  name: '测试星',
  nameEn: null,
  isSample: true,
  longitude: 110.5,
});
const beamOf = (id: string, satelliteId: string, version = 0) => ({
  id,
  version,
  satelliteId,
  name: '测试波束',
  nameEn: null,
  isSample: true,
  band: 'ka' as const,
  shape: circle,
  downGhz: 19.95,
  upGhz: 29.75,
  tilt: 45,
  eirpDbw: 60,
  gtDbk: 16,
  edgeLossDb: 3,
  interferenceDb: 16,
  capacityMbps: 1000,
  soldMbps: 100,
  downRates: [200],
  upRates: [1, 5],
});
const terminalOf = (id: string, version = 0) => ({
  id,
  version,
  name: '测试终端',
  nameEn: null,
  isSample: true,
  band: 'ka' as const,
  diameterM: 0.75,
  efficiency: 0.65,
  powerW: 3,
  noiseK: 160,
});
/** A satellite with one beam, kept by the company. */
async function arrange(w: World) {
  const [satellite, beam] = [newId(), newId()];
  await saveSatellite(w.admin, satelliteOf(satellite));
  await saveBeam(w.admin, beamOf(beam, satellite));
  return { satellite, beam };
}
const has = async (ctx: World['admin'], id: string) => (await getFleet(ctx)).satellites.some((one) => one.id === id);

describe('satellites, beams and terminals', () => {
  it('are a company’s own when the company writes them: its sellers see them, strangers do not', () =>
    inWorld(async (w) => {
      const { satellite, beam } = await arrange(w);
      for (const ctx of [w.manager, w.lead, w.admin, w.hq]) expect(await has(ctx, satellite)).toBe(true);
      for (const ctx of [w.stranger, w.strangerDirector, w.employee, w.trainer])
        expect(await has(ctx, satellite)).toBe(false);
      await expect(getBeam(w.stranger, beam)).rejects.toMatchObject(absent);
      await expect(getSatellite(w.stranger, satellite)).rejects.toMatchObject(absent);
      expect((await getFleet(w.stranger)).carriers.some(({ beamId }) => beamId === beam)).toBe(false);
    }));

  it('are the whole group’s when the group writes them, and no company changes them', () =>
    inWorld(async (w) => {
      const id = newId();
      await w.owner.insert(satellites).values({ id, tenantId: null, name: '集团星', longitude: 125 });
      for (const ctx of [w.manager, w.stranger]) expect(await has(ctx, id)).toBe(true);
      await expect(saveSatellite(w.admin, satelliteOf(id, 1))).rejects.toMatchObject(absent);
      await expect(saveBeam(w.admin, beamOf(newId(), id))).rejects.toMatchObject(absent);
      await expect(retire(w.admin, 'satellites', id)).rejects.toMatchObject(absent);
    }));

  it('are not for account managers to write', () =>
    inWorld(async (w) => {
      const { satellite, beam } = await arrange(w);
      for (const ctx of [w.manager, w.lead, w.director, w.trainer]) {
        await expect(saveSatellite(ctx, satelliteOf(newId()))).rejects.toMatchObject(forbidden);
        await expect(saveBeam(ctx, beamOf(beam, satellite, 1))).rejects.toMatchObject(forbidden);
        await expect(saveTerminal(ctx, terminalOf(newId()))).rejects.toMatchObject(forbidden);
        await expect(retire(ctx, 'beams', beam)).rejects.toMatchObject(forbidden);
      }
    }));

  it('are written once when sent twice, and a stale form is refused', () =>
    inWorld(async (w) => {
      const id = newId();
      expect(await saveTerminal(w.admin, terminalOf(id))).toMatchObject({ ok: true });
      expect(await saveTerminal(w.admin, terminalOf(id))).toMatchObject({ ok: true });
      expect(await w.owner.select().from(terminals).where(eq(terminals.id, id))).toHaveLength(1);
      expect(await saveTerminal(w.admin, { ...terminalOf(id, 1), powerW: 6 })).toMatchObject({ ok: true });
      expect(await saveTerminal(w.admin, { ...terminalOf(id, 1), powerW: 9 })).toMatchObject({
        ok: false,
        reason: 'stale',
      });
      const [row] = await w.owner.select().from(terminals).where(eq(terminals.id, id));
      expect(row).toMatchObject({ powerW: 6, version: 2 });
      expect(await saveTerminal(w.admin, terminalOf(newId()))).toMatchObject({
        ok: false,
        reason: 'satellite.name_taken',
      });
      const said = await w.owner.select().from(journal).where(eq(journal.subjectId, id));
      expect(said.map(({ event }) => event)).toEqual(['terminal.saved', 'terminal.saved']);
    }));

  it('change a beam with its carriers', () =>
    inWorld(async (w) => {
      const { satellite, beam } = await arrange(w);
      const kept = await saveBeam(w.admin, { ...beamOf(beam, satellite, 1), soldMbps: 400, upRates: [2] });
      expect(kept).toMatchObject({ ok: true });
      const [row] = await w.owner.select().from(beams).where(eq(beams.id, beam));
      expect(row).toMatchObject({ soldMbps: 400, shape: circle });
      const ways = await w.owner.select().from(carriers).where(eq(carriers.beamId, beam));
      expect(ways.map(({ direction, symbolRateMsps }) => [direction, symbolRateMsps]).sort()).toEqual([
        ['down', 200],
        ['up', 2],
      ]);
    }));

  it('leave the checks when they are retired', () =>
    inWorld(async (w) => {
      const { satellite, beam } = await arrange(w);
      for (let twice = 0; twice < 2; twice++)
        expect(await retire(w.admin, 'satellites', satellite)).toMatchObject({ ok: true });
      expect(await has(w.admin, satellite)).toBe(false);
      expect((await getFleet(w.admin)).beams.some(({ id }) => id === beam)).toBe(false);
      await expect(saveSatellite(w.admin, satelliteOf(satellite, 1))).rejects.toMatchObject(absent);
    }));
});
