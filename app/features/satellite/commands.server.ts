import { and, eq } from 'drizzle-orm';
import { beams, carriers, satellites, terminals } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { isOfGroup } from '../offerings/detail.server';
import type { BeamInput, SatelliteInput, TerminalInput } from './input';
import { directions } from './rules';

type Table = typeof satellites | typeof beams | typeof terminals;
type Row = { id: string; tenantId: number | null; version: number; retiredAt: Date | null };

/** Whose a new row is: the group's when its own product manager writes it, else the company's. */
const ownerOf = async (ctx: Context) => ((await isOfGroup(ctx)) ? null : ctx.actor.tenantId);

const journalSubject = (ctx: Context, id: string, tenantId: number | null) =>
  ({ kind: 'satellite', id, tenantId: tenantId ?? ctx.actor.tenantId, unitId: ctx.actor.unitId }) as const;

/** Locked, which the database allows for what one may change only: the group's rows are absent to its companies. */
async function find(ctx: Context, table: Table, id: string) {
  const [row] = await ctx.db.select().from(table).where(eq(table.id, id)).for('update');
  return row;
}

type Wanted = { id: string; version: number; name: string };

/** Adds a row or changes the one that was read; the same form twice is one row. `write` does the table's own part. */
function save<W extends Wanted>(
  ctx: Context,
  table: Table,
  event: 'satellite.saved' | 'beam.saved' | 'terminal.saved',
  wanted: W,
  write: {
    insert: (ctx: Context, tenantId: number | null) => Promise<boolean>;
    update: (ctx: Context, version: number) => Promise<unknown>;
    after?: (ctx: Context, tenantId: number | null) => Promise<void>;
  },
): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const { id, version, ...fields } = wanted;
    const current = (await find(ctx, table, id)) as (Row & Record<string, unknown>) | undefined;
    if (current?.retiredAt) throw notFound();
    if (!current && version > 0) throw notFound();
    const tenantId = current ? current.tenantId : await ownerOf(ctx);
    if (current) {
      if (version === 0) return ok({ id });
      if (current.version !== version) return refused('stale');
      await write.update(ctx, version);
    } else if (!(await write.insert(ctx, tenantId))) {
      return refused('satellite.name_taken', { fields: { name: 'satellite.name_taken' } });
    }
    await write.after?.(ctx, tenantId);
    const before = Object.fromEntries(Object.keys(fields).map((key) => [key, current?.[key] ?? null]));
    await record(ctx, event, journalSubject(ctx, id, tenantId), difference(before, fields));
    return ok({ id });
  });
}

/** Saves a row that is all there is of its kind. */
function saveRow(
  ctx: Context,
  table: typeof satellites | typeof terminals,
  event: 'satellite.saved' | 'terminal.saved',
  wanted: SatelliteInput | TerminalInput,
) {
  const { version: _, id, ...values } = wanted;
  return save(ctx, table, event, wanted, {
    insert: async (ctx, tenantId) => {
      const made = await ctx.db
        .insert(table)
        .values({ ...values, id, tenantId } as typeof table.$inferInsert)
        .onConflictDoNothing()
        .returning();
      return made.length > 0;
    },
    update: (ctx, version) =>
      ctx.db
        .update(table)
        .set({ ...values, version: version + 1, updatedAt: ctx.now })
        .where(and(eq(table.id, id), eq(table.version, version))),
  });
}

export const saveSatellite = (ctx: Context, wanted: SatelliteInput) =>
  saveRow(ctx, satellites, 'satellite.saved', wanted);

export const saveTerminal = (ctx: Context, wanted: TerminalInput) => saveRow(ctx, terminals, 'terminal.saved', wanted);

export const saveBeam = (ctx: Context, wanted: BeamInput) => {
  const { version: _, id, downRates, upRates, ...values } = wanted;
  const { satelliteId: __, ...changed } = values;
  return save(ctx, beams, 'beam.saved', wanted, {
    insert: async (ctx, tenantId) => {
      const satellite = await find(ctx, satellites, values.satelliteId);
      if (!satellite || satellite.retiredAt) throw notFound();
      const made = await ctx.db
        .insert(beams)
        .values({ ...values, id, tenantId })
        .onConflictDoNothing()
        .returning();
      return made.length > 0;
    },
    update: (ctx, version) =>
      ctx.db
        .update(beams)
        .set({ ...changed, version: version + 1, updatedAt: ctx.now })
        .where(and(eq(beams.id, id), eq(beams.version, version))),
    after: async (ctx, tenantId) => {
      await ctx.db.delete(carriers).where(eq(carriers.beamId, id));
      const rates = { down: downRates, up: upRates };
      await ctx.db.insert(carriers).values(
        directions.flatMap((direction) =>
          rates[direction].map((symbolRateMsps) => ({
            id: newId(),
            tenantId,
            beamId: id,
            direction,
            symbolRateMsps,
          })),
        ),
      );
    },
  });
};

/** Out of use: no check finds it any more. Twice is once. */
export const retire = (ctx: Context, kind: 'satellites' | 'beams' | 'terminals', id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const table: Table = { satellites, beams, terminals }[kind];
    const row = await find(ctx, table, id);
    if (!row) throw notFound();
    if (row.retiredAt) return ok(null);
    await ctx.db.update(table).set({ retiredAt: ctx.now, updatedAt: ctx.now }).where(eq(table.id, id));
    await record(ctx, 'satellite.deleted', journalSubject(ctx, id, row.tenantId), { before: { name: row.name } });
    return ok(null);
  });
