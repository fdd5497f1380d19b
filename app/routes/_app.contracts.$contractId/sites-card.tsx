import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import type { ContractShown } from './route';

/** When each site was promised and there, and what lateness costs us. */
export function SitesCard({ data }: { data: ContractShown }) {
  const t = useT();
  const f = useFormat();
  const { sites, contract, mayWrite, today } = data;
  const credits = sites.reduce((sum, { credit }) => sum + credit.fen, 0);
  const isOver = contract.state === 'ended' || contract.state === 'terminated';
  if (!sites.length) return null;
  return (
    <Card title={t('contract.sites')} note={sites.length}>
      {credits > 0 && <p className="mb-2 text-warn-ink">{t('contract.credit_sum', { money: f.yuan(credits) })}</p>}
      <ul className="grid">
        {sites.map((site) => (
          <li key={site.id} className="border-t border-line py-3 first:border-0">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium">{site.name}</span>
              <span className="min-w-0 flex-1 text-sm text-ink-3">{site.address}</span>
              {site.late > 0 && (
                <span className="text-sm text-warn-ink">
                  {t('contract.late', { n: site.late })}
                  {site.credit.fen > 0 &&
                    ` · ${t('contract.credit', { percent: site.credit.percent, money: f.yuan(site.credit.fen) })}`}
                </span>
              )}
            </p>
            {mayWrite && !isOver ? (
              <ActionForm
                key={site.version}
                own
                hidden={{ intent: 'site', siteId: site.id, version: site.version }}
                values={{ promisedOn: site.promisedOn ?? '', deliveredOn: site.deliveredOn ?? '' }}
                className="mt-2 flex flex-wrap items-end gap-3"
              >
                <Field name="promisedOn" label={t('contract.promised')}>
                  <DateInput />
                </Field>
                <Field name="deliveredOn" label={t('contract.delivered')}>
                  <DateInput max={today} />
                </Field>
                <SubmitButton variant="secondary">{t('contract.save_site')}</SubmitButton>
              </ActionForm>
            ) : (
              <p className="num mt-1 text-sm text-ink-2">
                {t('contract.promised')} {site.promisedOn ?? '—'} · {t('contract.delivered')} {site.deliveredOn ?? '—'}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
