import { type SQL, sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { readCursor, writeCursor } from '~/core/paging';
import { inReach, inScope } from '~/core/scope.server';
import { type Criterion, criterionKey, isMet, partsOf } from '../opportunities/criteria';
import { factsOf, readFacts } from '../opportunities/facts.server';
import { listStages, type PipelineStage, pipelineFor } from '../opportunities/queries.server';
import { rebase } from './problems';
import { type Company, definitionOf } from './queries.server';
import type { Definition } from './rules';

/** Deals looked at for one answer, and shown of those held up. */
const atMost = 2000;
const shown = 50;
const chunk = 500;

export type HeldUp = {
  id: string;
  title: string;
  accountName: string | null;
  ownerName: string | null;
  totalFen: number;
  stage: string;
  stageEn: string;
  /** What the draft asks for that today's version does not, or has not been asked; empty where the stage is gone. */
  missing: Criterion[];
};
export type Trial = { examined: number; heldUp: number; rows: HeldUp[]; after: string | null; isCapped: boolean };

type Raw = Parameters<typeof factsOf>[0] & {
  tenantId: number;
  stageId: number;
  title: string;
  accountName: string | null;
  ownerName: string | null;
};

/** Which open deals in scope could leave their stage today and could not any more with the draft; the largest first. */
export async function tryOut(
  ctx: Context,
  { company, code }: { company: Company; code: string },
  draft: Definition,
  after: string | null,
): Promise<Trial> {
  const all = await listStages(ctx);
  const family = all.filter((stage) => stage.pipelineCode === code && stage.type === 'open');
  const byId = new Map(family.map((stage) => [stage.id, stage]));
  const draftFor = drafts(all, company, code, draft);
  let at = readCursor(after);
  const trial: Trial = { examined: 0, heldUp: 0, rows: [], after: null, isCapped: false };
  while (trial.examined < atMost) {
    const rows = await openDeals(ctx, company, [...byId.keys()], at);
    const related = await readFacts(
      ctx,
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      trial.examined += 1;
      const stage = byId.get(row.stageId);
      if (!stage) continue;
      const facts = factsOf(row, related);
      const lacks = (criteria: Criterion[]) => partsOf(criteria).filter((one) => !isMet(one, facts, stage.code));
      const next = draftFor(row.tenantId).stages.find((one) => one.code === stage.code);
      const today = new Set(lacks(stage.exitCriteria).map(criterionKey));
      const missing = next ? lacks(next.exitCriteria).filter((one) => !today.has(criterionKey(one))) : [];
      if (next && !missing.length) continue;
      trial.heldUp += 1;
      if (trial.rows.length === shown) continue;
      const { id, title, accountName, ownerName, totalFen } = row;
      trial.rows.push({
        id,
        title,
        accountName,
        ownerName,
        totalFen,
        stage: stage.name,
        stageEn: stage.nameEn,
        missing,
      });
      if (trial.rows.length === shown) trial.after = writeCursor({ value: totalFen, id });
    }
    const last = rows.at(-1);
    if (!last || rows.length < chunk) return trial.heldUp > trial.rows.length ? trial : { ...trial, after: null };
    at = { value: String(last.totalFen), id: last.id };
  }
  const last = at ? writeCursor({ value: at.value, id: at.id }) : null;
  return { ...trial, isCapped: true, after: trial.heldUp > trial.rows.length ? trial.after : last };
}

/** What the draft means for each company: a national one is extended there as the company's own is today. */
function drafts(all: PipelineStage[], company: Company, code: string, draft: Definition) {
  const ready = new Map<number, Definition>();
  return (tenantId: number) => {
    const known = ready.get(tenantId);
    if (known) return known;
    const own = pipelineFor(all, tenantId, code);
    const isExtended = company === null && own[0]?.pipelineTenantId === tenantId;
    const definition = isExtended ? rebase(draft, definitionOf(own)) : draft;
    ready.set(tenantId, definition);
    return definition;
  };
}

async function openDeals(ctx: Context, company: Company, stageIds: number[], at: ReturnType<typeof readCursor>) {
  const fen = Number(at?.value);
  const beyond: SQL =
    at && Number.isSafeInteger(fen)
      ? sql`and opportunities.total_fen <= ${fen} and (opportunities.total_fen < ${fen} or opportunities.id > ${at.id}::uuid)`
      : sql``;
  const tenants = company === null ? ctx.actor.visibleTenants : [company];
  const part = (tenantId: number) => sql`(select opportunities.* from opportunities
    where opportunities.tenant_id = ${tenantId} and opportunities.stage_id = any(${`{${stageIds.join()}}`}::integer[])
      and opportunities.deleted_at is null and ${inReach(ctx, opportunities.tenantId)}
      and ${inScope(ctx, opportunities, opportunities.accountId)} ${beyond}
    order by opportunities.total_fen desc, opportunities.id limit ${chunk})`;
  if (!tenants.length || !stageIds.length) return [];
  const rows = await ctx.db.execute<Record<string, unknown>>(sql`
    select o.id, o.tenant_id, o.stage_id, o.title, o.total_fen, o.one_off_fen, o.monthly_fen, o.months, o.probability,
      o.expected_close_on, o.offering_id, o.competitor_id, o.next_step, o.next_step_on, o.evidence,
      coalesce(a.short_name, a.name) as account_name, p.name as owner_name
    from (select * from (${sql.join(tenants.map(part), sql` union all `)}) k order by total_fen desc, id limit ${chunk}) o
      left join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id left join people p on p.id = o.owner_id
    order by o.total_fen desc, o.id`);
  return [...rows].map(
    (row): Raw => ({
      id: String(row.id),
      tenantId: Number(row.tenant_id),
      stageId: Number(row.stage_id),
      title: String(row.title),
      accountName: row.account_name as string | null,
      ownerName: row.owner_name as string | null,
      totalFen: Number(row.total_fen),
      oneOffFen: Number(row.one_off_fen),
      monthlyFen: Number(row.monthly_fen),
      months: Number(row.months),
      probability: Number(row.probability),
      expectedCloseOn: row.expected_close_on as string | null,
      offeringId: row.offering_id as string | null,
      competitorId: row.competitor_id as string | null,
      nextStep: row.next_step as string | null,
      nextStepOn: row.next_step_on as string | null,
      evidence: (typeof row.evidence === 'string' ? JSON.parse(row.evidence) : row.evidence) as Raw['evidence'],
    }),
  );
}
