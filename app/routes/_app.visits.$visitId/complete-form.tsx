import { useT } from '~/core/i18n';
import { useBox } from '~/core/offline/use-box';
import { type FormDraft, useDraft } from '~/core/offline/use-draft';
import { paths } from '~/core/paths';
import { CheckButton } from '~/features/visits/check-button';
import { CommitmentRows } from '~/features/visits/commitment-rows';
import { completeInput } from '~/features/visits/input';
import { OpportunityField } from '~/features/visits/kind-fields';
import { NeedRows } from '~/features/visits/need-rows';
import { ImpressionFields, NextStepFields, NoteField } from '~/features/visits/outcome-fields';
import { PeopleFields } from '~/features/visits/people-fields';
import { isChecked } from '~/features/visits/rules';
import { Unregistered } from '~/features/visits/unregistered';
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
  const labels = useVisitLabels();
  const { visit, account, attendees, me, day } = page;
  const { pickers, ids } = logging;
  const form = useZodForm(completeInput, { values: { note: visit.note, competitorNote: visit.competitorNote } });
  // checked in without a network: the page does not know of it yet
  const startedHere =
    useBox()?.items.some((item) => item.kind === 'start' && item.subject === paths.visit(visit.id)) ?? false;
  const isRunning = visit.status === 'in_progress' || startedHere;
  const endedAt = startedHere ? '' : logging.endedAt;
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
            contactIds={given(attendees.map((who) => who.contactId))}
            personIds={given(attendees.map((who) => who.personId))}
          />
          <NoteField />
        </div>
      </Card>
      <VisitFiles page={page} />
      <Card title={t('visit.needs')}>
        <NeedRows ids={ids.needs} />
      </Card>
      <Card title={t('visit.commitments')}>
        <CommitmentRows ids={ids.commitments} colleagues={pickers.colleagues} me={me} today={day} />
      </Card>
      <Card>
        <div className="grid gap-4">
          <NextStepFields today={day} />
          <OpportunityField opportunities={pickers.opportunities} value={visit.opportunityId} />
        </div>
      </Card>
      <Card title={t('visit.details')}>
        <div className="grid gap-4">
          <ImpressionFields />
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
