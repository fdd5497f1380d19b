import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { getAccount } from '~/features/accounts/queries.server';
import type { ProductLine } from '~/features/offerings/rules';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { alternatives, type Candidate, proposeTeam, type Skill, skillId } from '../team';
import { codeList } from './certificate-types.server';

type Asked = { code: string | null; name: string | null; name_en: string | null; line: ProductLine };

type Place = { tenantId: number; accountId: string; opportunityId: string | null };

/** Skills the offerings of a deal, or of all open deals of an account, and of their quotes ask for. */
async function skillsOf(ctx: Context, { tenantId, accountId, opportunityId }: Place) {
  const rows = await ctx.db.execute<Asked>(sql`
    select distinct f.certificate_code as code, coalesce(t.name, f.certificate_code) as name, t.name_en, f.line from offerings f
    left join certificate_types t on t.tenant_id = ${tenantId} and t.code = f.certificate_code
    where f.id in (
      with deals as (
        select o.id, o.offering_id from opportunities o
        where o.tenant_id = ${tenantId} and o.deleted_at is null and ${
          opportunityId
            ? sql`o.id = ${opportunityId}::uuid`
            : sql`o.account_id = ${accountId}::uuid and o.stage_type = 'open'`
        })
      select d.offering_id from deals d
      union select l.offering_id from deals d join quotes q on q.tenant_id = ${tenantId} and q.opportunity_id = d.id
        join quote_lines l on l.tenant_id = q.tenant_id and l.quote_id = q.id where q.state <> 'withdrawn')`);
  const list = [...rows];
  const certificates = new Map(list.flatMap((row) => (row.code ? [[row.code, row] as const] : [])));
  return [
    ...[...certificates.values()].map((row) => ({
      ...{ kind: 'certificate' as const, key: row.code ?? '', name: row.name ?? '', nameEn: row.name_en },
    })),
    ...[...new Set(list.map(({ line }) => line))].map((line) => ({
      ...{ kind: 'line' as const, key: line, name: line, nameEn: null },
    })),
  ] satisfies (Skill & { name: string; nameEn: string | null })[];
}
export type TeamProposal = Awaited<ReturnType<typeof propose>>;
export type AskedSkill = Awaited<ReturnType<typeof skillsOf>>[number];

type Row = {
  id: string;
  name: string;
  title: string | null;
  unit: string;
  is_on_team: boolean;
  codes: string[] | string | null;
  lines: string[] | string | null;
  deals: number;
  visits: number;
  distance: number;
  km: number | null;
  visits_here: number;
  won: number;
};
const listed = (value: string[] | string | null) =>
  Array.isArray(value) ? value : (value ?? '').split('\n').filter(Boolean);

/** Who of the company could work on a deal: by what they hold and have sold, how busy, how far and how well known there. */
export async function proposeTeamFor(ctx: Context, opportunityId: string) {
  const { opportunity } = await getOpportunity(ctx, opportunityId);
  const { tenantId, accountId } = opportunity;
  return { opportunity, ...(await propose(ctx, { tenantId, accountId, opportunityId })) };
}

/** The same for all open deals of an account together. */
export async function proposeTeamForAccount(ctx: Context, accountId: string) {
  const account = await getAccount(ctx, accountId);
  return { account, ...(await propose(ctx, { tenantId: account.tenantId, accountId, opportunityId: null })) };
}

async function propose(ctx: Context, place: Place) {
  const { tenantId, accountId, opportunityId } = place;
  const skills = await skillsOf(ctx, place);
  const asked = (kind: Skill['kind']) => codeList(skills.flatMap((skill) => (skill.kind === kind ? skill.key : [])));
  const day = today(ctx.now);
  const rows = await ctx.db.execute<Row>(sql`
    select * from app.team_candidates(${tenantId}, ${accountId}::uuid, ${opportunityId}::uuid,
      ${asked('certificate')}::text[],
      ${asked('line')}::text[], ${day}::date, ${addDays(day, 14)}::date)`);
  const candidates = [...rows].map(
    (row): Candidate => ({
      ...{ id: row.id, name: row.name, title: row.title, unit: row.unit, isOnTeam: row.is_on_team },
      skills: [
        ...listed(row.codes).map((key) => skillId({ kind: 'certificate', key })),
        ...listed(row.lines).map((key) => skillId({ kind: 'line', key })),
      ],
      ...{ deals: Number(row.deals), visits: Number(row.visits), distance: Number(row.distance) },
      km: row.km === null ? null : Number(row.km),
      ...{ visitsHere: Number(row.visits_here), wonInIndustry: Number(row.won) },
    }),
  );
  const { chosen, uncovered, alreadyCovered } = proposeTeam(skills, candidates);
  const others = alternatives(skills, candidates, new Set(chosen.map(({ candidate }) => candidate.id)));
  return {
    skills,
    chosen,
    uncovered,
    alreadyCovered,
    others,
    team: candidates.filter(({ isOnTeam }) => isOnTeam),
  };
}

/** An id for each assignment that could be made of a proposal, so that a form sent twice makes one. */
export const idsFor = ({ chosen, others }: TeamProposal) =>
  Object.fromEntries([...chosen.map(({ candidate }) => candidate), ...others].map(({ id }) => [id, newId()]));
