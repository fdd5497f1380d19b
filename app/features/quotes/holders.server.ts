import { and, asc, eq, gte, isNull, or, sql } from 'drizzle-orm';
import { certificatesHeld, certificateTypes, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';

export type Holder = { id: string; name: string; isOnTeam: boolean };

/** Who of the company holds a valid certificate; those who serve the customer today, or own the deal, first. */
export async function holdersOf(
  ctx: Context,
  quote: { tenantId: number; accountId: string; ownerId: string },
  code: string,
): Promise<Holder[]> {
  const day = today(ctx.now);
  const isOnTeam = sql<boolean>`(${people.id} = ${quote.ownerId}::uuid or exists (select from assignments s where s.tenant_id = ${quote.tenantId}
    and s.account_id = ${quote.accountId}::uuid and s.owner_id = ${people.id} and s.during @> ${day}::date))`;
  return ctx.db
    .select({ id: people.id, name: people.name, isOnTeam })
    .from(certificatesHeld)
    .innerJoin(people, eq(people.id, certificatesHeld.personId))
    .where(
      and(
        eq(certificatesHeld.tenantId, quote.tenantId),
        eq(certificatesHeld.code, code),
        or(isNull(certificatesHeld.validUntil), gte(certificatesHeld.validUntil, day)),
        or(isNull(people.leftOn), gte(people.leftOn, day)),
      ),
    )
    .orderBy(sql`${isOnTeam} desc`, asc(people.pinyin), asc(people.id))
    .limit(6);
}

/** What a certificate of the company is called; its code where nobody gave it a name. */
export async function certificateNamed(ctx: Context, tenantId: number, code: string) {
  const [type] = await ctx.db
    .select({ name: certificateTypes.name, nameEn: certificateTypes.nameEn })
    .from(certificateTypes)
    .where(and(eq(certificateTypes.tenantId, tenantId), eq(certificateTypes.code, code)));
  return { certificate: type?.name ?? code, certificateEn: type?.nameEn ?? null };
}
