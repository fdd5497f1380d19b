import { useFormat, useT } from '~/core/i18n';
import { type Criterion, criterionKey } from '~/features/opportunities/criteria';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { stageName } from '~/features/opportunities/rules';
import { problemWords } from '~/features/processes/problem-words';
import type { Problem } from '~/features/processes/problems';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { Textarea } from '~/ui/textarea';
import { CriterionRows } from './criterion-rows';
import { hereOf } from './here';
import { ProblemList } from './problem-list';
import type { ProcessAnswer, ProcessData } from './route';

/** One stage as it is to be; it goes into the draft, nothing changes for anybody until that is published. */
export function StageForm({ data, answer }: { data: ProcessData; answer: ProcessAnswer | undefined }) {
  const t = useT();
  const f = useFormat();
  const { stage, beneath, draft } = data;
  const problems = Array.isArray(answer?.details) ? (answer.details as Problem[]) : [];
  const said = problems.map((problem) => problemWords(t, f, problem));
  const labels = {
    name: t('process.name'),
    nameEn: t('process.name_en'),
    probability: t('process.probability'),
    stuckAfterDays: t('process.stuck_after'),
    guidance: t('process.guidance'),
    exitCriteria: t('process.criteria'),
  };
  const isFixed = beneath !== null;
  return (
    <ActionForm
      own
      action={hereOf(data, { stage: stage.code })}
      hidden={{ intent: 'stage', version: draft?.version ?? 0, stage: stage.code }}
      values={{ ...stage, exitCriteria: undefined, ...answer?.typed }}
      labels={labels}
    >
      {said.length > 0 && (
        <Callout tone="bad" title={t('process.national_stays')}>
          <ProblemList said={said} />
        </Callout>
      )}
      <Card title={stageName(stage, f.locale)} note={isFixed ? t('process.is_national') : undefined}>
        <div className="grid gap-4">
          <FieldRow>
            <Field name="name" label={labels.name} required>
              <Input maxLength={20} />
            </Field>
            <Field name="nameEn" label={labels.nameEn} required>
              <Input maxLength={40} />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field
              name="probability"
              label={labels.probability}
              required
              hint={isFixed ? t('process.fixed') : undefined}
            >
              <Input inputMode="numeric" suffix="%" readOnly={isFixed} className="num" />
            </Field>
            <Field
              name="stuckAfterDays"
              label={labels.stuckAfterDays}
              hint={beneath?.stuckAfterDays ? t('process.at_most_days', { n: beneath.stuckAfterDays }) : undefined}
            >
              <Input inputMode="numeric" suffix={t('process.day_unit')} className="num" />
            </Field>
          </FieldRow>
          <Field name="guidance" label={labels.guidance} hint={t('process.guidance_hint')}>
            <Textarea rows={3} maxLength={2000} />
          </Field>
        </div>
      </Card>
      {stage.type === 'open' && (
        <Card title={labels.exitCriteria} note={t('process.criteria_hint')}>
          {beneath && beneath.exitCriteria.length > 0 && <Beneath criteria={beneath.exitCriteria} />}
          <CriterionRows criteria={stage.exitCriteria} typed={answer?.typed?.exitCriteria} />
        </Card>
      )}
      <FormActions inline>
        <SubmitButton>{t('process.save_draft')}</SubmitButton>
      </FormActions>
    </ActionForm>
  );
}

/** What is national here and has to stay. */
function Beneath({ criteria }: { criteria: Criterion[] }) {
  const t = useT();
  const f = useFormat();
  return (
    <p className="mb-3 rounded-md bg-sunken px-3 py-2 text-ink-2">
      {t('process.national_asks')}
      {criteria.map((criterion, n) => (
        <span key={criterionKey(criterion)}>
          {n > 0 && t('journal.comma')}
          <b className="font-medium text-ink">{criterionWords(t, f, criterion)}</b>
        </span>
      ))}
    </p>
  );
}
