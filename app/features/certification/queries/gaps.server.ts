import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import type { Gap, GapCost } from '../matrix';

type Row = {
  kind: Gap['kind'];
  id: string;
  opportunity_id: string;
  title: string;
  account: string;
  owner_id: string;
  owner: string;
  code: string;
  offering: string;
  amount_fen: number;
  due_on: string | null;
};

export const mostGaps = 500;
type Wanted = { code?: string | null; ownerId?: string | null };

/** Open quotes and deals of a company that wait for a certificate, the dearest `mostGaps` of them. */
export async function listGaps(ctx: Context, company: number, { code, ownerId }: Wanted = {}): Promise<Gap[]> {
  requirePermission(ctx.actor, 'certificate.read');
  if (ownerId && !isId(ownerId)) return [];
  const rows = await ctx.db.execute<Row>(sql`
    select g.*, g.due_on::text as due_on
    from app.certificate_gaps(${company}, ${today(ctx.now)}::date, ${code ?? null}, ${ownerId ?? null}::uuid, ${mostGaps}) g`);
  return [...rows].map((row) => ({
    kind: row.kind,
    id: row.id,
    opportunityId: row.opportunity_id,
    title: row.title,
    account: row.account,
    ownerId: row.owner_id,
    owner: row.owner,
    code: row.code,
    offering: row.offering,
    amountFen: Number(row.amount_fen),
    dueOn: row.due_on,
  }));
}

/** What all of them are worth, however many: each deal once in all and once per certificate. */
export async function sumGaps(ctx: Context, company: number) {
  requirePermission(ctx.actor, 'certificate.read');
  const rows = await ctx.db.execute<{ code: string | null; deals: number; fen: number }>(
    sql`select code, deals, fen from app.certificate_gap_costs(${company}, ${today(ctx.now)}::date)`,
  );
  const costs = [...rows].map(({ code, deals, fen }) => [code, { count: Number(deals), fen: Number(fen) }] as const);
  const byCode: Record<string, GapCost> = Object.fromEntries(costs.filter(([code]) => code !== null));
  return { total: costs.find(([code]) => code === null)?.[1] ?? { count: 0, fen: 0 }, byCode };
}
