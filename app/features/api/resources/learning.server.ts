import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { certificates, courses } from '#drizzle/schema';
import { readCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { sources } from '~/features/certification/rules';
import { getReward, listRewards } from '~/features/rewards/queries/reward.server';
import { milestones, rewardStates } from '~/features/rewards/rules';
import { idFilter, oneFilter, yesFilter } from '../filters';
import { asked, companiesOf, keptRows, madeOrders } from '../register.server';
import { resource } from '../resource.server';
import { count, dayOf, instant, uuid, word } from '../shapes';

const course = z.object({
  id: uuid,
  code: z.string(),
  family: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  summary: z.string().nullable(),
  certificateCode: z.string().nullable(),
  archivedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
const courseRows = keptRows(
  courses,
  (ctx) =>
    sql`${courses.tenantId} = ${ctx.actor.tenantId} and ${can(ctx.actor, 'training.manage') ? sql`true` : sql`${courses.archivedAt} is null`}`,
);

export const courseResource = resource({
  name: 'courses',
  permission: 'training.read',
  listed: course,
  whole: course,
  sorts: madeOrders,
  filters: z.object({}),
  list: (ctx, ask) => courseRows.list(ctx, ask),
  get: courseRows.get,
});

const certificate = z.object({
  id: uuid,
  number: z.string(),
  personId: uuid,
  code: z.string(),
  level: count,
  issuedBy: z.string().nullable(),
  issuedOn: dayOf,
  validUntil: dayOf.nullable(),
  source: word(sources),
  revokedAt: instant.nullable(),
  createdAt: instant,
});
const certificateRows = keptRows(certificates, (ctx) => {
  const all = can(ctx.actor, 'certificate.read') ? sql`${certificates.tenantId} = ${companiesOf(ctx)}` : sql`false`;
  return sql`(${certificates.personId} = ${ctx.actor.personId} or ${all})`;
});

/** One's own, or those of the companies one keeps; whom they were revoked by and why stays on the page. */
export const certificateResource = resource({
  name: 'certificates',
  permission: 'training.read',
  listed: certificate,
  whole: certificate,
  sorts: madeOrders,
  filters: z.object({ person: idFilter, valid: yesFilter }),
  list: (ctx, { person, valid, ...ask }) =>
    certificateRows.list(
      ctx,
      ask,
      asked(
        {
          person: sql`${certificates.personId} = ${person}::uuid`,
          valid: sql`${certificates.revokedAt} is null and (${certificates.validUntil} is null or ${certificates.validUntil} >= ${ctx.now.toISOString()}::timestamptz::date)`,
        },
        { person, valid },
      ),
    ),
  get: certificateRows.get,
});

const reward = z.object({
  id: uuid,
  personId: uuid,
  milestone: word(milestones),
  points: count,
  title: z.string(),
  factAt: instant,
  quarter: dayOf.nullable(),
  confirmedAt: instant.nullable(),
  state: word(rewardStates),
  isDisputed: z.boolean(),
  isPaid: z.boolean(),
});

/** One's own, or for who keeps them those of the companies they keep. */
export const rewardResource = resource({
  name: 'rewards',
  permission: 'reward.read',
  listed: reward,
  whole: reward,
  sorts: ['-createdAt'],
  filters: z.object({ state: oneFilter([...rewardStates, 'disputed']) }),
  async list(ctx, { cursor, limit, state }) {
    const personId = can(ctx.actor, 'reward.manage') ? undefined : ctx.actor.personId;
    const page = await listRewards(ctx, { personId, state: state ?? null }, readCursor(cursor), limit);
    return { rows: page.rows, next: page.after };
  },
  get: getReward,
});
