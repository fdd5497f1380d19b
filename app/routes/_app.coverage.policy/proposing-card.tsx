import { useFormat, useT } from '~/core/i18n';
import { proposingInput } from '~/features/coverage/input';
import { type Proposing, proposeBounds } from '~/features/coverage/policy';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { useZodForm } from '~/ui/use-zod-form';

type ProposingCardProps = {
  proposing: Proposing;
  version: number;
  mayManage: boolean;
  /** The first day ahead whose public holidays nobody knows yet. */
  unknownFrom: string | null;
  now: Date;
};

/** Whether the nightly job proposes visits, and how many. */
export function ProposingCard({ proposing, version, mayManage, unknownFrom, now }: ProposingCardProps) {
  const t = useT();
  const f = useFormat();
  const { proposes, proposeDays, proposePerDay } = proposing;
  const unknown = unknownFrom && (
    <p className="text-warn-ink">{t('proposal.unknown', { day: f.day(unknownFrom, now) })}</p>
  );
  return (
    <Card title={t('proposal.policy')}>
      <div className="grid gap-3">
        <p className="text-ink-2">{t('proposal.policy_hint')}</p>
        {mayManage ? (
          <ProposingForm proposing={proposing} version={version} />
        ) : (
          <p className="font-medium">
            {proposes ? t('proposal.state_on', { days: proposeDays, n: proposePerDay }) : t('proposal.state_off')}
          </p>
        )}
        {unknown}
      </div>
    </Card>
  );
}

function ProposingForm({ proposing, version }: Pick<ProposingCardProps, 'proposing' | 'version'>) {
  const t = useT();
  const form = useZodForm(proposingInput, { values: proposing });
  const labels = { proposeDays: t('proposal.days'), proposePerDay: t('proposal.per_day') };
  return (
    <ActionForm form={form} hidden={{ intent: 'proposing', version }} labels={labels}>
      <Checkbox name="proposes" label={t('proposal.on')} />
      <FieldRow>
        <Field name="proposeDays" label={labels.proposeDays} required>
          <Input type="number" inputMode="numeric" min={1} max={proposeBounds.days} className="num" />
        </Field>
        <Field name="proposePerDay" label={labels.proposePerDay} required>
          <Input type="number" inputMode="numeric" min={1} max={proposeBounds.perDay} className="num" />
        </Field>
      </FieldRow>
      <div>
        <SubmitButton>{t('common.save')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
