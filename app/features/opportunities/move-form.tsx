import type { FetcherWithComponents } from '@remix-run/react';
import { useState } from 'react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { ChipField } from '~/ui/chip-group';
import { Field, FormActions } from '~/ui/field';
import { useHydrated } from '~/ui/hydrated';
import { CircleDashed } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { ClosingFields } from './closing-fields';
import type { Criterion } from './criteria';
import { criterionWords } from './criterion-words';
import type { Missing, MoveChoice } from './missing';
import { asksFor } from './moving';
import { closeReasons, type Stage, stageName, wonReasons } from './rules';

type MoveFormProps = {
  choice: MoveChoice;
  /** Chosen beforehand, by a drop or a link. */
  to?: number;
  fetcher?: FetcherWithComponents<unknown>;
  back?: string;
};

/** The stage to move to, and what that stage asks for. Without JavaScript every question is shown. */
export function MoveForm({ choice, to, fetcher, back }: MoveFormProps) {
  const t = useT();
  const locale = useLocale();
  const hydrated = useHydrated();
  const [target, setTarget] = useState<number | null>(to ?? null);
  const from = choice.stages.find((stage) => stage.id === choice.stageId);
  const stage = choice.stages.find(({ id }) => id === target);
  const asks = !hydrated ? 'all' : stage && from ? asksFor(from, stage) : null;
  const reasons = stage?.type === 'won' ? wonReasons : closeReasons;
  return (
    <ActionForm
      action={`/opportunities/${choice.id}/move`}
      fetcher={fetcher}
      hidden={{ version: choice.version, ...(fetcher ? { quiet: '1' } : { back: back ?? '' }) }}
      labels={{ to: t('opportunity.stage'), reason: t('opportunity.reason'), note: t('opportunity.note') }}
    >
      <ChipField
        name="to"
        label={t('opportunity.stage')}
        value={target === null ? undefined : String(target)}
        onChoose={(value) => setTarget(Number(value))}
        required
        options={choice.stages
          .filter(({ id }) => id !== choice.stageId)
          .map((option) => ({ value: String(option.id), label: stageName(option, locale) }))}
      />
      {stage && stage.missing.length > 0 && <StillMissing missing={stage.missing} />}
      {(asks === 'reason' || asks === 'all') && (
        <>
          <Field name="reason" label={t(reasonLabel(asks, stage))} required={asks === 'reason'}>
            <Select
              placeholder={t('common.choose')}
              options={reasons.map((reason) => ({ value: reason, label: t(`close_reason.${reason}`) }))}
            />
          </Field>
          <Field name="competitorId" label={t('opportunity.competitor')}>
            <Select
              placeholder={t('common.choose')}
              defaultValue={choice.competitorId ?? undefined}
              options={choice.competitors.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
          <Field name="competitorName" label={t('opportunity.competitor_other')}>
            <Input maxLength={60} />
          </Field>
          <ClosingFields type={stage?.type} />
        </>
      )}
      {asks && (
        <Field name="note" label={t(noteLabel(asks, stage))} required={asks === 'note'}>
          <Textarea rows={2} maxLength={1000} />
        </Field>
      )}
      <FormActions>
        <SubmitButton>{t('opportunity.move_now')}</SubmitButton>
      </FormActions>
    </ActionForm>
  );
}

function reasonLabel(asks: string, stage: Pick<Stage, 'type'> | undefined) {
  if (asks !== 'reason') return 'opportunity.reason';
  return stage?.type === 'won' ? 'opportunity.reason_won' : 'opportunity.reason_lost';
}

function noteLabel(asks: string, stage: Pick<Stage, 'type'> | undefined) {
  if (asks !== 'note') return 'opportunity.note_more';
  return stage?.type === 'on_hold' ? 'opportunity.note_hold' : 'opportunity.note_back';
}

/** What the way to a missing thing is called. */
export const fillInKey = (rule: Criterion, isAsked: boolean) =>
  isAsked ? 'approval.see' : rule.kind === 'approval' ? 'approval.ask' : 'opportunity.fill_in';

/** What has to be there first, each with the place to fill it in. */
export function StillMissing({ missing }: { missing: Missing[] }) {
  const t = useT();
  const f = useFormat();
  return (
    <div className="rounded-lg border border-warn/40 bg-warn-soft px-3 py-2 text-warn-ink">
      <p className="font-medium">{t('opportunity.criteria_missing')}</p>
      <ul className="mt-1 grid gap-1">
        {missing.map(({ criterion, rule, href, isAsked }) => (
          <li key={criterion} className="flex items-center gap-2 max-sm:min-h-11">
            <CircleDashed className="text-[14px]" />
            <span className="flex-1">{criterionWords(t, f, rule)}</span>
            <Link to={href} className="font-medium underline underline-offset-2">
              {t(fillInKey(rule, isAsked))}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
