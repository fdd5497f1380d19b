import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Input } from '~/ui/input';
import type { PolicyData } from './route';

const spare = 2;

/** The table as it is, to be changed and published anew; two empty rows for more. */
export function CreditsForm({ data }: { data: PolicyData }) {
  const t = useT();
  const { revision, steps } = data.credits;
  const rows = [...steps, ...Array.from({ length: spare }, () => null)];
  const cell = (at: number, name: 'from' | 'percent', value: number | undefined) => (
    <Input
      name={`steps[${at}][${name}]`}
      aria-label={`${t(`contract_policy.${name}`)} ${at + 1}`}
      defaultValue={value ?? ''}
      inputMode="numeric"
      maxLength={4}
      className="num text-right"
    />
  );
  return (
    <Card
      title={t('contract_policy.credits')}
      note={revision ? t('contract_policy.revision', { n: revision }) : t('contract_policy.usual')}
    >
      <p className="mb-3 text-ink-2">{t('contract_policy.credits_hint')}</p>
      <ActionForm
        key={revision}
        own
        hidden={{ intent: 'credits', revision }}
        labels={{ steps: t('contract_policy.credits') }}
        className="grid gap-3"
      >
        <table className="w-full max-w-80">
          <thead>
            <tr className="text-xs text-ink-3 [&>th]:px-1 [&>th]:pb-1 [&>th]:text-right [&>th]:font-normal">
              <th>{t('contract_policy.from')}</th>
              <th>{t('contract_policy.percent')}</th>
            </tr>
          </thead>
          <tbody className="[&_td]:px-1 [&_td]:py-0.5">
            {rows.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a row is known by
              <tr key={at}>
                <td>{cell(at, 'from', step?.from)}</td>
                <td>{cell(at, 'percent', step?.percent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="text-xs text-ink-3">{t('contract_policy.empty_row')}</p>
        <div>
          <SubmitButton>{t('contract_policy.publish')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}
