import { and, asc, eq } from 'drizzle-orm';
import { certificateRequirements, certificateTypes } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** What a company asks for, by role, then by line and grade. */
export const listRequirements = (ctx: Context, tenantId: number) =>
  ctx.db
    .select({
      id: certificateRequirements.id,
      role: certificateRequirements.role,
      productLine: certificateRequirements.productLine,
      grade: certificateRequirements.grade,
      code: certificateRequirements.code,
      level: certificateRequirements.level,
      name: certificateTypes.name,
      nameEn: certificateTypes.nameEn,
    })
    .from(certificateRequirements)
    .innerJoin(
      certificateTypes,
      and(
        eq(certificateTypes.tenantId, certificateRequirements.tenantId),
        eq(certificateTypes.code, certificateRequirements.code),
      ),
    )
    .where(eq(certificateRequirements.tenantId, tenantId))
    .orderBy(
      asc(certificateRequirements.role),
      asc(certificateRequirements.productLine),
      asc(certificateRequirements.grade),
      asc(certificateTypes.position),
      asc(certificateRequirements.id),
    )
    .limit(1000);
export type Requirement = Awaited<ReturnType<typeof listRequirements>>[number];
