import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { localInput, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useLocale, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { CustomInputs, customLabels } from '~/features/custom-fields/custom-inputs';
import { inUse, listFields } from '~/features/custom-fields/queries.server';
import { withCustom } from '~/features/custom-fields/values';
import { editVisit } from '~/features/visits/commands/change.server';
import { formOfTypes, IfAsked, ReportFields } from '~/features/visits/forms/report-fields';
import { answerLabels } from '~/features/visits/forms/words';
import { editInput } from '~/features/visits/input';
import { ChannelField, OpportunityField, TypeField } from '~/features/visits/kind-fields';
import { CompetitorNoteField, NextStepFields, NoteField, SatisfactionField } from '~/features/visits/outcome-fields';
import { PeopleFields } from '~/features/visits/people-fields';
import { getVisit, listAttendees } from '~/features/visits/queries/detail.server';
import { formsOf, listForms } from '~/features/visits/queries/forms.server';
import { visitPickers } from '~/features/visits/queries/pickers.server';
import { TimeFields } from '~/features/visits/time-fields';
import { useVisitLabels } from '~/features/visits/use-visit-labels';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FormActions } from '~/ui/field';
import { Trash2 } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { useZodForm } from '~/ui/use-zod-form';
import { StaleVisit, versionNow } from './stale-visit';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const [{ visit, account }, attendees] = await Promise.all([getVisit(ctx, id), listAttendees(ctx, id)]);
  requirePermission(ctx.actor, 'visit.log', visit);
  const [pickers, now, formOf, fields] = await Promise.all([
    visitPickers(ctx, visit.accountId),
    visit.status === 'completed' ? listForms(ctx, visit.tenantId) : [],
    formsOf(ctx, [visit]),
    listFields(ctx, visit.tenantId, 'visits'),
  ]);
  const kept = formOf(visit);
  return {
    visit,
    account,
    fields: inUse(fields).map((field) => ({
      ...field,
      isRequired: field.isRequired && visit.status === 'completed',
    })),
    forms: now.map((form) => (kept?.type === form.type ? kept : form)),
    contactIds: attendees.flatMap((who) => who.contactId ?? []),
    personIds: attendees.flatMap((who) => who.personId ?? []),
    pickers,
    plannedAt: localInput(visit.plannedAt),
    me: ctx.actor.personId,
    day: today(ctx.now),
    mayDelete: can(ctx.actor, 'visit.delete', visit),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, editInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await editVisit(ctx, params.visitId!, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.visit(params.visitId!), { key: 'visit.done.edited' });
}

export default function EditVisit() {
  const t = useT();
  const locale = useLocale();
  const { visit, account, fields, forms, contactIds, personIds, pickers, plannedAt, me, day, mayDelete } =
    useLoaderData<typeof loader>();
  const labels = { ...useVisitLabels(), ...answerLabels(t, forms), ...customLabels(fields, locale) };
  const refusal = useActionData<Refused>();
  const form = useZodForm(withCustom(editInput, fields, visit.custom), { values: { ...visit, plannedAt } });
  const isDone = visit.status === 'completed';
  const hidden = { version: versionNow(refusal) ?? visit.version };
  return (
    <>
      <PageHead
        title={t('visit.edit')}
        back={paths.visit(visit.id)}
        crumbs={[{ to: paths.visit(visit.id), label: account?.name ?? visit.purpose }]}
      />
      <PageBody narrow>
        <ActionForm form={form} hidden={hidden} labels={labels} className={formOfTypes}>
          <StaleVisit refusal={refusal} id={visit.id} />
          {isDone && (
            <Card>
              <div className="grid gap-4">
                <NoteField />
                <IfAsked part="next_step" forms={forms}>
                  <NextStepFields today={day} />
                </IfAsked>
                <IfAsked part="satisfaction" forms={forms}>
                  <SatisfactionField />
                </IfAsked>
                {visit.competitorNote && <CompetitorNoteField />}
              </div>
            </Card>
          )}
          {isDone && (
            <ReportFields
              forms={forms}
              answers={visit.answers}
              answered={visit.type}
              types={<TypeField type={visit.type} />}
            />
          )}
          <Card>
            <div className="grid gap-4">
              <Field name="purpose" label={t('visit.purpose')} required>
                <Input maxLength={200} />
              </Field>
              {isDone ? (
                <>
                  <input type="hidden" name="plannedAt" value={plannedAt} />
                  <input type="hidden" name="plannedMinutes" value={visit.plannedMinutes} />
                </>
              ) : (
                <TimeFields label={t('visit.when')} start={plannedAt} minutes={visit.plannedMinutes} />
              )}
              <PeopleFields
                accountId={visit.accountId}
                pickers={pickers}
                me={me}
                theirsLabel={t('visit.theirs')}
                contactIds={contactIds}
                personIds={personIds}
              />
              <OpportunityField opportunities={pickers.opportunities} value={visit.opportunityId} />
              {!isDone && <TypeField type={visit.type} />}
              <ChannelField channel={visit.channel} />
            </div>
          </Card>
          {fields.length > 0 && (
            <Card>
              <CustomInputs fields={fields} values={visit.custom} />
            </Card>
          )}
          <FormActions>
            <SubmitButton size="lg">{t('common.save')}</SubmitButton>
            <ButtonLink to={paths.visit(visit.id)} variant="ghost" size="lg">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
        {mayDelete && (
          <div>
            <PostButton
              action={paths.visit(visit.id)}
              fields={{ intent: 'delete', version: visit.version }}
              variant="danger"
              icon={Trash2}
            >
              {t('visit.delete')}
            </PostButton>
          </div>
        )}
      </PageBody>
    </>
  );
}
