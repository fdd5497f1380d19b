import { and, eq, isNull } from 'drizzle-orm';
import { beams, carriers, satellites, terminals } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';
import type { Fleet } from './rules';

/** Everything a site check works with: satellites, beams, carriers and terminals in use. A few hundred rows at most. */
export async function getFleet(ctx: Context): Promise<Fleet> {
  const [sky, feet, ways, dishes] = await Promise.all([
    ctx.db.select().from(satellites).where(isNull(satellites.retiredAt)).orderBy(satellites.longitude),
    ctx.db.select().from(beams).where(isNull(beams.retiredAt)).orderBy(beams.satelliteId, beams.name),
    ctx.db.select().from(carriers).orderBy(carriers.beamId, carriers.symbolRateMsps),
    ctx.db.select().from(terminals).where(isNull(terminals.retiredAt)).orderBy(terminals.band, terminals.diameterM),
  ]);
  const known = new Set(sky.map(({ id }) => id));
  return {
    satellites: sky,
    beams: feet.filter((beam) => known.has(beam.satelliteId)),
    carriers: ways,
    terminals: dishes,
  };
}

export async function getSatellite(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select()
    .from(satellites)
    .where(and(eq(satellites.id, id), isNull(satellites.retiredAt)));
  if (!row) throw notFound();
  return row;
}

export async function getTerminal(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select()
    .from(terminals)
    .where(and(eq(terminals.id, id), isNull(terminals.retiredAt)));
  if (!row) throw notFound();
  return row;
}

export async function getBeam(ctx: Context, id: string) {
  const [[row], ways] = await Promise.all([
    ctx.db
      .select()
      .from(beams)
      .where(and(eq(beams.id, id), isNull(beams.retiredAt))),
    ctx.db.select().from(carriers).where(eq(carriers.beamId, id)).orderBy(carriers.symbolRateMsps),
  ]);
  if (!row) throw notFound();
  return { ...row, carriers: ways };
}
