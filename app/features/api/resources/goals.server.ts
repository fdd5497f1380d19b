import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { forecastLines, goals } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { ok } from '~/core/result';
import { categories } from '~/features/forecast/rules';
import { setGoal } from '~/features/review/goals/commands.server';
import { goalInput } from '~/features/review/goals/input';
import { goalLengths } from '~/features/review/goals/rules';
import { dayFilter, idFilter, oneFilter, unitFilter } from '../filters';
import { asked, keptRows, madeOrders, scopedRows } from '../register.server';
import { resource, write } from '../resource.server';
import { count, dayOf, fen, instant, uuid, word } from '../shapes';

const goal = z.object({
  id: uuid,
  personId: uuid.nullable(),
  unitId: count,
  length: word(goalLengths),
  startsOn: dayOf,
  totalFen: fen,
  setById: uuid,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});
const led = ({ actor }: Context) => sql`(${goals.personId} = ${actor.personId}
  or ${goals.tenantId} = any(${`{${actor.visibleTenants}}`}::integer[])
  or ${goals.unitId} = any(${`{${actor.visibleUnits}}`}::integer[]))`;
const goalRows = keptRows(goals, led);

/** What one means to win oneself, and what those one leads do; set by whoever leads them, `version` 0 for a new one. */
export const goalResource = resource({
  name: 'goals',
  permission: 'goal.read',
  listed: goal,
  whole: goal,
  sorts: madeOrders,
  filters: z.object({ person: idFilter, unit: unitFilter, startsOn: dayFilter, length: oneFilter(goalLengths) }),
  list: (ctx, { person, unit, startsOn, length, ...ask }) =>
    goalRows.list(
      ctx,
      ask,
      asked(
        {
          person: sql`${goals.personId} = ${person}::uuid`,
          unit: sql`${goals.unitId} = ${unit}`,
          startsOn: sql`${goals.startsOn} = ${startsOn}::date`,
          length: sql`${goals.length} = ${length}`,
        },
        { person, unit, startsOn, length },
      ),
    ),
  get: goalRows.get,
  create: write({
    input: goalInput,
    async run(ctx, _id, input) {
      const done = await setGoal(ctx, input);
      return done.ok ? ok({ id: input.id }) : done;
    },
  }),
});

const line = z.object({
  id: uuid,
  ownerId: uuid,
  unitId: count,
  weekOn: dayOf,
  month: dayOf,
  category: word(categories),
  oneOffFen: fen,
  recurringFen: fen,
  deals: count,
  submittedAt: instant,
});
const lineRows = scopedRows(forecastLines, null, () => sql`true`);

/** What people said, week by week, they would win; submitted on the page that shows the deals behind it. */
export const forecastResource = resource({
  name: 'forecasts',
  permission: 'forecast.read',
  listed: line,
  whole: line,
  sorts: madeOrders,
  filters: z.object({ week: dayFilter, month: dayFilter }),
  list: (ctx, { week, month, ...ask }) =>
    lineRows.list(
      ctx,
      ask,
      asked({ week: sql`t.week_on = ${week}::date`, month: sql`t.month = ${month}::date` }, { week, month }),
    ),
  get: lineRows.get,
});
