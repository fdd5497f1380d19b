import { eq } from 'drizzle-orm';
import { tenants } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import type { Company } from '../queries.server';

/** One subject for a company's process through all its versions: `…-<company>-<letters of the code>`. */
function processId(company: Company, code: string) {
  const tail = [...code]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(12, '0')
    .slice(0, 12);
  return `00000000-0000-7000-${(0x8000 + ((company ?? 0) % 0x3fff)).toString(16)}-${tail}`;
}

/** The national process is told of in the company of whoever changes it. */
export async function recordProcess(
  ctx: Context,
  event: 'process.edited' | 'process.discarded' | 'process.published' | 'process.moved_over',
  company: Company,
  code: string,
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
) {
  const tenantId = company ?? ctx.actor.tenantId;
  const [row] = await ctx.db.select({ unitId: tenants.rootUnitId }).from(tenants).where(eq(tenants.id, tenantId));
  if (!row?.unitId) throw notFound();
  const subject = { kind: 'process' as const, id: processId(company, code), tenantId, unitId: row.unitId };
  await record(ctx, event, subject, { ...change, after: { process: code, ...change.after } });
}
