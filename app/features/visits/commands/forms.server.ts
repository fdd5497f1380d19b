import { eq } from 'drizzle-orm';
import { tenants, visitTemplates } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { checkAnswers, type SentForms } from '../forms/answers';
import type { FormInput } from '../forms/input';
import { type Answers, isSameForm, missingParts } from '../forms/rules';
import { findForm, listFormVersions } from '../queries/forms.server';
import type { VisitType } from '../rules';

/** Makes the next version of a form; what was published before stays as it was. Sent twice, there is one. */
export const publishForm = (
  ctx: Context,
  tenantId: number,
  type: VisitType,
  { version: seen, ...wanted }: FormInput,
): Promise<Result<{ version: number }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'visit_form.manage');
    if (!ctx.actor.visibleTenants.includes(tenantId)) throw notFound();
    const [company] = await ctx.db
      .select({ rootUnitId: tenants.rootUnitId })
      .from(tenants)
      .where(eq(tenants.id, tenantId));
    if (!company?.rootUnitId) throw notFound();
    const current = await findForm(ctx, tenantId, type);
    if (!current) throw notFound();
    const isSame = isSameForm(current, { ...wanted, type });
    if (current.version !== seen) return isSame ? ok({ version: current.version }) : overtaken(ctx, tenantId, type);
    if (isSame) return refused('visit_form.unchanged');
    const row = { ...wanted, tenantId, id: newId(), type, version: seen + 1 };
    const [added] = await ctx.db
      .insert(visitTemplates)
      .values({ ...row, publishedAt: ctx.now, publishedBy: ctx.actor.personId })
      .onConflictDoNothing()
      .returning({ id: visitTemplates.id });
    if (!added) return overtaken(ctx, tenantId, type);
    const about = { kind: 'form' as const, id: row.id, tenantId, unitId: company.rootUnitId };
    const told = ({ version, questions }: { version: number; questions: { label: string | null }[] }) => ({
      type,
      formVersion: version,
      asked: questions.flatMap(({ label }) => label ?? []),
    });
    await record(ctx, 'form.published', about, { before: told(current), after: told(row) });
    return ok({ version: row.version });
  });

async function overtaken(ctx: Context, tenantId: number, type: VisitType) {
  const [last] = await listFormVersions(ctx, tenantId, type);
  return refused('stale', { details: { who: last?.publisher ?? null, version: last?.version ?? 0 } });
}

type Visit = { tenantId: number; type: VisitType };
type Report = Parameters<typeof missingParts>[1] & { forms: SentForms };
type Asked = Result<{ formVersion: number; answers: Answers | null }>;

/**
 * What a report answers, checked against the version of the form it was written with: that of now, where it names none.
 * Only answers that are to be whole have to give what is required; `parts` names what the form may ask for besides.
 */
async function read(ctx: Context, visit: Visit, forms: SentForms, isWhole: boolean, parts?: Report): Promise<Asked> {
  const { type, tenantId } = visit;
  const sent = forms[type];
  const form = await findForm(ctx, tenantId, type, sent?.version);
  if (!form) return refused('invalid', { fields: { [`forms.${type}.version`]: 'visit_form.version_unknown' } });
  const { answers, fields } = checkAnswers(form, sent?.answers ?? {}, isWhole);
  const all = { ...fields, ...(parts && missingParts(form, parts)) };
  if (Object.keys(all).length) return refused('invalid', { fields: all });
  return ok({ formVersion: form.version, answers: Object.keys(answers).length ? answers : null });
}

/** The answers of a visit that is being completed. */
export const readReport = (ctx: Context, visit: Visit, report: Report) => read(ctx, visit, report.forms, true, report);

/** The answers of a completed visit as edited; an edit that brings no form along leaves them as they are. */
export async function readEdited(
  ctx: Context,
  visit: Visit & { formVersion: number | null; answers: Answers | null },
  edit: { type: VisitType; forms: SentForms },
): Promise<Result<{ formVersion: number | null; answers: Answers | null }>> {
  const { formVersion, answers } = edit.type === visit.type ? visit : { formVersion: null, answers: null };
  if (!edit.forms[edit.type]) return ok({ formVersion, answers });
  const edited = await read(ctx, { ...visit, type: edit.type }, edit.forms, visit.formVersion !== null);
  return edited.ok && edited.value.answers === null && formVersion === null ? ok({ formVersion, answers }) : edited;
}
