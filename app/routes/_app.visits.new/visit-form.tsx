import { useLocale, useT } from '~/core/i18n';
import { type FormDraft, useDraft } from '~/core/offline/use-draft';
import { CustomInputs, customLabels } from '~/features/custom-fields/custom-inputs';
import type { CustomField } from '~/features/custom-fields/rules';
import { withCustom } from '~/features/custom-fields/values';
import { CommitmentRows } from '~/features/visits/commitment-rows';
import { withForms } from '~/features/visits/forms/answers';
import { formOfTypes, IfAsked, isRequired, ReportFields } from '~/features/visits/forms/report-fields';
import type { VisitForm as TypeForm } from '~/features/visits/forms/rules';
import { answerLabels } from '~/features/visits/forms/words';
import { newVisitInput } from '~/features/visits/input';
import { ChannelField, OpportunityField, TypeField } from '~/features/visits/kind-fields';
import { MoveRows } from '~/features/visits/move-rows';
import { NeedRows } from '~/features/visits/need-rows';
import { newVisitDraft } from '~/features/visits/offline';
import { NextStepFields, NoteField, SatisfactionField } from '~/features/visits/outcome-fields';
import { PeopleFields } from '~/features/visits/people-fields';
import type { VisitPickers } from '~/features/visits/pickers';
import type { VisitDraft } from '~/features/visits/rules';
import { TimeFields } from '~/features/visits/time-fields';
import { useVisitLabels } from '~/features/visits/use-visit-labels';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, Fieldset, FormActions } from '~/ui/field';
import { Building2 } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { Select } from '~/ui/select';
import { useOwnIds } from '~/ui/use-own-ids';
import { useZodForm } from '~/ui/use-zod-form';

type VisitFormProps = {
  mode: 'plan' | 'log';
  chosen: {
    account: { id: string; name: string; address: string | null };
    pickers: VisitPickers;
    forms: TypeForm[];
    fields: CustomField[];
    /** Those one may plan for besides oneself. */
    others: { id: string; name: string }[];
    ownerId: string;
    opportunityId: string | null;
    contactIds: string[];
    start: string;
    /** What an assistant wrote down, to be confirmed. */
    draft: (VisitDraft & { id: string }) | null;
    ids: { visit: string; needs: string[]; moves: string[]; commitments: string[] };
  };
  keep: Record<string, string>;
  back: string | null;
  me: string;
  day: string;
};

/** Plan and log share their fields, so that what is typed survives a change of mind between the two. */
export function VisitForm(props: VisitFormProps) {
  const { key, draft } = useDraft(newVisitDraft(props.chosen.draft?.id ?? props.chosen.account.id));
  const ids = useOwnIds(props.chosen.ids);
  return <VisitFields key={`${key} ${ids.visit}`} {...props} ids={ids} draft={draft} />;
}

type VisitFieldsProps = VisitFormProps & { ids: VisitFormProps['chosen']['ids']; draft: FormDraft };

function VisitFields({ mode, chosen, ids, keep, back, me, day, draft }: VisitFieldsProps) {
  const t = useT();
  const locale = useLocale();
  const { account, pickers, forms, fields } = chosen;
  const labels = { ...useVisitLabels(), ...answerLabels(t, forms), ...customLabels(fields, locale) };
  const written = chosen.draft;
  const form = useZodForm(withCustom(withForms(newVisitInput, forms), fields), { values: { ...written } });
  const isLog = mode === 'log';

  const purpose = (
    <Field
      name="purpose"
      label={t('visit.purpose')}
      required={!isLog}
      hint={isLog ? t('visit.purpose_from_note') : undefined}
    >
      <Input maxLength={200} placeholder={t('visit.purpose_hint')} />
    </Field>
  );
  const who = (
    <PeopleFields
      accountId={account.id}
      pickers={pickers}
      me={me}
      theirsLabel={isLog ? t('visit.who_theirs') : t('visit.who_theirs_plan')}
      offersLast
      contactIds={chosen.contactIds}
    />
  );
  const owner = chosen.others.length > 0 && (
    <Field name="ownerId" label={t('visit.by')} hint={t('visit.owner_hint')}>
      <Select
        options={[
          { value: me, label: t('visit.owner_me') },
          ...chosen.others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        defaultValue={chosen.ownerId}
      />
    </Field>
  );
  const time = (
    <TimeFields label={isLog ? t('visit.began') : t('visit.when')} start={chosen.start} minutes={written?.minutes} />
  );
  const deal = <OpportunityField opportunities={pickers.opportunities} value={chosen.opportunityId} />;
  return (
    <ActionForm
      form={form}
      hidden={{ id: written?.id ?? ids.visit, mode, accountId: account.id, about: account.name, ...(back && { back }) }}
      draft={draft}
      labels={labels}
      className={formOfTypes}
    >
      {written && <p className="text-sm text-brand-ink">{t('visit_draft.confirm_hint')}</p>}
      <div className="flex items-center gap-3 rounded-[10px] border border-line bg-surface px-3 py-2.5 max-sm:rounded-2xl max-sm:px-4">
        <Building2 className="text-[18px] text-ink-3" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">{account.name}</p>
          {account.address && <p className="truncate text-xs text-ink-3">{account.address}</p>}
        </div>
        {!written && (
          <Link
            to={`?${new URLSearchParams({ mode, ...(keep.owner && { owner: keep.owner }), ...(keep.type && { type: keep.type }), ...(back && { back }) })}`}
            className="shrink-0 py-2 text-xs text-brand-ink hover:underline"
          >
            {t('visit.change_account')}
          </Link>
        )}
      </div>
      {isLog ? (
        <>
          <Card className="!grid gap-4">
            {who}
            <NoteField />
            {time}
          </Card>
          <ReportFields forms={forms} types={<TypeField type={written?.type ?? keep.type} />} />
          <IfAsked part="needs" forms={forms}>
            <Card title={t('visit.needs')}>
              <NeedRows ids={ids.needs} />
            </Card>
          </IfAsked>
          <IfAsked part="competitors" forms={forms}>
            <Card title={t('move.rivals')}>
              <MoveRows ids={ids.moves} competitors={pickers.competitors} />
            </Card>
          </IfAsked>
          <IfAsked part="commitments" forms={forms}>
            <Card title={t('visit.commitments')}>
              <CommitmentRows ids={ids.commitments} colleagues={pickers.colleagues} me={me} today={day} />
            </Card>
          </IfAsked>
          <Card className="!grid gap-4">
            <IfAsked part="next_step" forms={forms}>
              <NextStepFields today={day} required={isRequired(forms, 'next_step')} />
            </IfAsked>
            {deal}
          </Card>
          <Card className="!grid gap-4" title={t('visit.details')}>
            <div className="grid gap-4">
              <IfAsked part="satisfaction" forms={forms}>
                <SatisfactionField required={isRequired(forms, 'satisfaction')} />
              </IfAsked>
              {purpose}
              <ChannelField channel={written?.channel} />
            </div>
          </Card>
        </>
      ) : (
        <Card className="!grid gap-4">
          {purpose}
          {owner}
          {time}
          {who}
          {deal}
          <Fieldset legend={t('visit.details')}>
            <TypeField type={keep.type} />
            <ChannelField />
          </Fieldset>
        </Card>
      )}
      {fields.length > 0 && (
        <Card>
          <CustomInputs fields={fields} />
        </Card>
      )}
      <FormActions>
        <SubmitButton size="lg">
          {written ? t('visit_draft.confirm') : isLog ? t('visit.save_log') : t('visit.save_plan')}
        </SubmitButton>
        <ButtonLink to={back ?? `/accounts/${account.id}`} variant="ghost" size="lg">
          {t('common.cancel')}
        </ButtonLink>
      </FormActions>
    </ActionForm>
  );
}
