import { useLocale, useT } from '~/core/i18n';
import { type FormDraft, useDraft } from '~/core/offline/use-draft';
import { paths } from '~/core/paths';
import { CustomInputs, customLabels } from '~/features/custom-fields/custom-inputs';
import { withCustom } from '~/features/custom-fields/values';
import { CheckButton } from '~/features/visits/check-button';
import { CommitmentRows } from '~/features/visits/commitment-rows';
import { withForms } from '~/features/visits/forms/answers';
import { IfAsked, isRequired, ReportFields } from '~/features/visits/forms/report-fields';
import type { FormPart } from '~/features/visits/forms/rules';
import { answerLabels } from '~/features/visits/forms/words';
import { completeInput } from '~/features/visits/input';
import { OpportunityField } from '~/features/visits/kind-fields';
import { MoveRows } from '~/features/visits/move-rows';
import { NeedRows } from '~/features/visits/need-rows';
import { CompetitorNoteField, NextStepFields, NoteField, SatisfactionField } from '~/features/visits/outcome-fields';
import { PeopleFields } from '~/features/visits/people-fields';
import { isChecked } from '~/features/visits/rules';
import { Unregistered } from '~/features/visits/unregistered';
import { useStartedHere } from '~/features/visits/use-started-here';
import { useVisitLabels } from '~/features/visits/use-visit-labels';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { LogOut } from '~/ui/icons';
import { Input } from '~/ui/input';
import { useZodForm } from '~/ui/use-zod-form';
import type { VisitData } from './route';
import { VisitFiles } from './visit-files';

type CompleteFormProps = { page: VisitData; logging: NonNullable<VisitData['logging']> };

/** What was heard and promised; in reach of the thumb, the note first. */
export function CompleteForm(props: CompleteFormProps) {
  const { key, draft } = useDraft(paths.visit(props.page.visit.id));
  return <CompleteFields key={key} {...props} draft={draft} />;
}

function CompleteFields({ page, logging, draft }: CompleteFormProps & { draft: FormDraft }) {
  const t = useT();
  const locale = useLocale();
  const { visit, account, attendees, fields, me, day } = page;
  const { pickers, ids } = logging;
  const forms = [logging.form];
  const labels = { ...useVisitLabels(), ...answerLabels(t, forms), ...customLabels(fields, locale) };
  const form = useZodForm(withCustom(withForms(completeInput, forms, visit.type), fields, visit.custom), {
    values: { note: visit.note, competitorNote: visit.competitorNote },
  });
  const noted = useStartedHere(visit.id);
  const startedHere = visit.status === 'planned' ? noted : null;
  const isRunning = visit.status === 'in_progress' || startedHere !== null;
  const endedAt = startedHere ? '' : logging.endedAt;
  const mark = (part: FormPart) => isRequired(forms, part) && t('visit_form.required_mark');
  const given = (list: (string | null)[]) => list.filter((id) => id !== null);
  return (
    <ActionForm
      form={form}
      hidden={{
        intent: 'complete',
        version: visit.version,
        about: [account?.name, visit.purpose].filter(Boolean).join(' · '),
      }}
      labels={labels}
      draft={draft}
    >
      <Card title={t('visit.complete_title')}>
        <div className="grid gap-4">
          <PeopleFields
            accountId={visit.accountId}
            pickers={pickers}
            me={me}
            theirsLabel={t('visit.who_theirs')}
            offersLast
            contactIds={given(attendees.map((who) => who.contactId))}
            personIds={given(attendees.map((who) => who.personId))}
          />
          <NoteField />
        </div>
      </Card>
      <VisitFiles page={page} startedHere={startedHere} />
      <ReportFields forms={forms} />
      <IfAsked part="needs" forms={forms}>
        <Card title={t('visit.needs')} note={mark('needs')}>
          <NeedRows ids={ids.needs} />
        </Card>
      </IfAsked>
      <IfAsked part="competitors" forms={forms}>
        <Card title={t('move.rivals')} note={mark('competitors')}>
          <MoveRows ids={ids.moves} competitors={pickers.competitors} />
          {visit.competitorNote && (
            <div className="mt-3">
              <CompetitorNoteField />
            </div>
          )}
        </Card>
      </IfAsked>
      <IfAsked part="commitments" forms={forms}>
        <Card title={t('visit.commitments')} note={mark('commitments')}>
          <CommitmentRows ids={ids.commitments} colleagues={pickers.colleagues} me={me} today={day} />
        </Card>
      </IfAsked>
      <Card>
        <div className="grid gap-4">
          <IfAsked part="next_step" forms={forms}>
            <NextStepFields today={day} required={isRequired(forms, 'next_step')} />
          </IfAsked>
          <OpportunityField opportunities={pickers.opportunities} value={visit.opportunityId} />
        </div>
      </Card>
      <Card title={t('visit.details')}>
        <div className="grid gap-4">
          <IfAsked part="satisfaction" forms={forms}>
            <SatisfactionField required={isRequired(forms, 'satisfaction')} />
          </IfAsked>
          <Unregistered>
            <FieldRow key={startedHere ? 'here' : 'planned'}>
              <Field name="startedAt" label={t('visit.began')} hint={startedHere ? t('visit.began_here') : undefined}>
                <Input type="datetime-local" defaultValue={startedHere ? '' : logging.startedAt} className="num" />
              </Field>
              <Field name="endedAt" label={t('visit.ended')} hint={endedAt ? undefined : t('visit.ended_now')}>
                <Input type="datetime-local" defaultValue={endedAt} className="num" />
              </Field>
            </FieldRow>
          </Unregistered>
        </div>
      </Card>
      {fields.some(({ retiredAt }) => !retiredAt) && (
        <Card>
          <CustomInputs fields={fields} values={visit.custom} />
        </Card>
      )}
      <FormActions>
        {isRunning && isChecked(visit) ? (
          <CheckButton size="lg" icon={LogOut}>
            {t('visit.check_out')}
          </CheckButton>
        ) : (
          <SubmitButton size="lg">{t('visit.complete')}</SubmitButton>
        )}
        <ButtonLink to={paths.visit(visit.id)} variant="ghost" size="lg">
          {t('common.cancel')}
        </ButtonLink>
      </FormActions>
    </ActionForm>
  );
}
