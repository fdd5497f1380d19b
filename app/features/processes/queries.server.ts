import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { people, pipelineDrafts, pipelines, tenants } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { can } from '~/core/permissions';
import { notFound } from '~/core/refusals.server';
import { listStages, type PipelineStage, pipelineFor } from '../opportunities/queries.server';
import type { Definition } from './rules';

/** Whose process: a company's by its number, or the national one. */
export type Company = number | null;

/** Whether the person administers the whole group, and so writes what is national. */
export async function leadsGroup(ctx: Context): Promise<boolean> {
  if (!can(ctx.actor, 'process.manage')) return false;
  const [row] = await ctx.db.execute<{ leads: boolean }>(sql`select app.leads_group() as leads`);
  return row?.leads === true;
}

/** The company asked for, as far as the person sees it whole; without one the national process for who writes it. */
export async function companyAsked(
  ctx: Context,
  params: URLSearchParams,
): Promise<{ company: Company; isGroup: boolean }> {
  const isGroup = await leadsGroup(ctx);
  const asked = Number(params.get('company'));
  if (asked && ctx.actor.visibleTenants.includes(asked)) return { company: asked, isGroup };
  return { company: isGroup ? null : ctx.actor.tenantId, isGroup };
}

export const mayWrite = (ctx: Context, company: Company, isGroup: boolean) =>
  can(ctx.actor, 'process.manage') && (company === null ? isGroup : ctx.actor.visibleTenants.includes(company));

/** The stages of one version as a definition. */
export function definitionOf(stages: PipelineStage[]): Definition {
  const [first] = stages;
  return {
    name: first?.pipelineName ?? '',
    nameEn: first?.pipelineNameEn || (first?.pipelineName ?? ''),
    stages: stages.map(({ code, name, nameEn, type, probability, stuckAfterDays, guidance, exitCriteria }) => ({
      code,
      name,
      nameEn,
      type,
      probability,
      stuckAfterDays,
      guidance,
      exitCriteria,
    })),
  };
}

/** What a company runs now, the national version beneath it, and what is being written. */
export async function getProcess(ctx: Context, company: Company, code: string) {
  const [all, draft] = await Promise.all([listStages(ctx), findDraft(ctx, company, code)]);
  const national = pipelineFor(all, 0, code);
  const current = company === null ? national : pipelineFor(all, company, code);
  const [core, now] = [national[0], current[0]];
  if (!core || !now) throw notFound();
  return {
    code,
    published: definitionOf(current),
    publishedId: now.pipelineId,
    version: now.pipelineVersion,
    isOwn: now.pipelineTenantId === company,
    core: definitionOf(national),
    coreVersion: core.pipelineVersion,
    coreId: core.pipelineId,
    draft: draft ?? null,
  };
}
export type Process = Awaited<ReturnType<typeof getProcess>>;

export const sameDraft = (company: Company, code: string) =>
  and(
    company === null ? isNull(pipelineDrafts.tenantId) : eq(pipelineDrafts.tenantId, company),
    eq(pipelineDrafts.code, code),
  );

export async function findDraft(ctx: Context, company: Company, code: string) {
  const [row] = await ctx.db
    .select({
      definition: pipelineDrafts.definition,
      version: pipelineDrafts.version,
      updatedAt: pipelineDrafts.updatedAt,
      editor: people.name,
    })
    .from(pipelineDrafts)
    .leftJoin(people, eq(people.id, pipelineDrafts.updatedBy))
    .where(sameDraft(company, code));
  return row;
}

/** Every version a company can have deals in, the newest first. */
export const listVersions = (ctx: Context, company: Company, code: string) =>
  ctx.db
    .select({
      id: pipelines.id,
      version: pipelines.version,
      tenantId: pipelines.tenantId,
      publishedAt: pipelines.publishedAt,
      publisher: people.name,
    })
    .from(pipelines)
    .leftJoin(people, eq(people.id, pipelines.publishedBy))
    .where(
      and(
        eq(pipelines.code, code),
        company === null ? isNull(pipelines.tenantId) : or(isNull(pipelines.tenantId), eq(pipelines.tenantId, company)),
      ),
    )
    .orderBy(sql`${pipelines.tenantId} nulls last`, desc(pipelines.version))
    .limit(100);

/** Deals under way by stage, from the sums kept ready; of one company, or of all the person sees whole. */
export async function countOpen(ctx: Context, company: Company): Promise<Map<number, number>> {
  const whole = company === null ? ctx.actor.visibleTenants : ctx.actor.visibleTenants.filter((id) => id === company);
  if (!whole.length) return new Map();
  const rows = await ctx.db.execute<{ stage_id: number; n: number }>(sql`
    select t.stage_id, sum(t.count)::integer as n from opportunity_sums t
    join stages s on s.id = t.stage_id and s.type in ('open', 'on_hold')
    where t.tenant_id = any(${`{${whole.join()}}`}::integer[]) and t.part = 'company_month' group by t.stage_id having sum(t.count) > 0`);
  return new Map([...rows].map((row) => [row.stage_id, row.n]));
}

/** The companies of this person's whole view, for choosing whose process to look at. */
export const listProcessCompanies = (ctx: Context) =>
  ctx.db
    .select({ id: tenants.id, name: tenants.name })
    .from(tenants)
    .where(sql`${tenants.id} = any(${`{${ctx.actor.visibleTenants.join()}}`}::integer[])`)
    .orderBy(tenants.id)
    .limit(200);

/** The codes of what is being written at a company. */
export async function listDrafts(ctx: Context, company: Company) {
  const rows = await ctx.db
    .select({ code: pipelineDrafts.code })
    .from(pipelineDrafts)
    .where(company === null ? isNull(pipelineDrafts.tenantId) : eq(pipelineDrafts.tenantId, company))
    .limit(100);
  return rows.map((row) => row.code);
}
