import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { requirePermission } from '~/core/permissions.server';
import type { Gap } from '../matrix';

type Row = {
  kind: Gap['kind'];
  id: string;
  opportunity_id: string;
  tenant_id: number;
  title: string;
  account: string;
  owner_id: string;
  owner: string;
  code: string;
  offering: string;
  amount_fen: number;
  due_on: string | null;
};

/** Open quotes and deals that wait for a certificate, the dearest first, of the company looked at. */
export async function listGaps(ctx: Context, tenantId: number): Promise<Gap[]> {
  requirePermission(ctx.actor, 'certificate.read');
  const rows = await ctx.db.execute<Row>(
    sql`select g.*, g.due_on::text as due_on from app.certificate_gaps(${today(ctx.now)}::date) g where g.tenant_id = ${tenantId}`,
  );
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
