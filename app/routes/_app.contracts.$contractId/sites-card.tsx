import { useSearchParams } from '@remix-run/react';
import clsx from 'clsx';
import { useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { siteDays } from '~/features/contracts/rules';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { Select } from '~/ui/select';
import { Money } from '~/ui/value';
import { ViewSwitch } from '~/ui/view-switch';
import type { ContractShown } from './route';

type Site = ContractShown['sites'][number];
const shows = {
  all: () => true,
  waiting: (site: Site) => !site.deliveredOn,
  late: (site: Site) => site.late > 0,
} as const;
const showNames = Object.keys(shows) as (keyof typeof shows)[];

/** What is installed where, when it was promised and there, and what lateness costs us. */
export function SitesCard({ data }: { data: ContractShown }) {
  const t = useT();
  const f = useFormat();
  const [params] = useSearchParams();
  const [chosen, choose] = useState<string[]>([]);
  const { sites, contract, mayWrite, products } = data;
  const show = showNames.find((one) => one === params.get('sites')) ?? 'all';
  const shown = sites.filter(shows[show]);
  const credits = sites.reduce((sum, { credit }) => sum + credit.fen, 0);
  const mayChange = mayWrite && (contract.state === 'draft' || contract.state === 'active') && sites.length > 0;
  const isAll = shown.length > 0 && shown.every(({ id }) => chosen.includes(id));
  return (
    <Card
      id="sites"
      className="scroll-mt-18"
      title={t(sites.length ? 'contract.sites' : 'contract.products')}
      note={sites.length || undefined}
    >
      {sites.length > 1 && (
        <div className="mb-2 flex">
          <ViewSwitch
            label={t('contract.show')}
            items={showNames.map((one) => ({
              to: one === 'all' ? '?' : `?sites=${one}`,
              label: `${t(`contract.sites.${one}`)} ${sites.filter(shows[one]).length}`,
              active: one === show,
            }))}
          />
        </div>
      )}
      {credits > 0 && (
        <Fold
          title={t('contract.credit_sum', { money: f.yuan(credits) })}
          className="mb-2 rounded-lg bg-warn-soft px-2 text-warn-ink"
        >
          <ul className="num grid gap-0.5 pb-2 pl-6 text-sm">
            {contract.credits.map(({ from, percent }) => (
              <li key={from}>{t('contract.credit_step', { from, percent })}</li>
            ))}
          </ul>
        </Fold>
      )}
      {products.whole.length > 0 && <Products of={products.whole} className="border-b border-line pb-2" />}
      <ActionForm
        own
        hidden={{ intent: 'sites', version: contract.version }}
        values={{ what: siteDays[0], on: data.today }}
        labels={{ ids: t('contract.sites'), on: t('contract.day') }}
        className="grid !gap-0"
        onSubmit={() => choose([])}
      >
        {mayChange && shown.length > 1 && (
          <Checkbox
            label={t('contract.choose_all')}
            checked={isAll}
            onChange={() => choose(isAll ? [] : shown.map(({ id }) => id))}
            className="border-b border-line py-1.5 text-ink-2"
          />
        )}
        <ul className="grid divide-y divide-line">
          {shown.map((site) => (
            <li key={site.id} className="flex items-start gap-3 py-2">
              {mayChange && (
                <label className="-m-2 p-2 max-sm:min-h-11 max-sm:min-w-11">
                  <input
                    type="checkbox"
                    name="ids"
                    value={site.id}
                    checked={chosen.includes(site.id)}
                    onChange={({ currentTarget: { checked } }) =>
                      choose(checked ? [...chosen, site.id] : chosen.filter((id) => id !== site.id))
                    }
                    aria-label={site.name}
                  />
                </label>
              )}
              <div className="grid min-w-0 flex-1 gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(0,1fr)_15rem]">
                <div className="min-w-0">
                  <p className="font-medium">{site.name}</p>
                  {site.address && <p className="truncate text-xs text-ink-3">{site.address}</p>}
                  <Products of={products.bySite[site.id] ?? []} className="text-sm" />
                </div>
                <Delivery site={site} />
              </div>
            </li>
          ))}
        </ul>
        {sites.length > 0 && shown.length === 0 && <p className="py-3 text-ink-3">{t('contract.none_so')}</p>}
        {mayChange && shown.length > 0 && (
          <div className="-mb-3 flex flex-wrap items-end gap-3 rounded-b-[10px] border-t border-line bg-surface py-3 sm:sticky sm:bottom-0">
            <Field name="what" label={t('contract.for_chosen', { n: chosen.length })} className="w-44">
              <Select options={siteDays.map((one) => ({ value: one, label: t(`contract.${one}`) }))} />
            </Field>
            <Field name="on" label={t('contract.day')} className="w-44">
              <DateInput />
            </Field>
            <SubmitButton variant="secondary">{t('contract.save_sites')}</SubmitButton>
          </div>
        )}
      </ActionForm>
    </Card>
  );
}

type ProductsOf = ContractShown['products']['whole'];

function Products({ of, className }: { of: ProductsOf; className?: string }) {
  const t = useT();
  const { locale } = useFormat();
  return (
    <ul className={clsx('grid gap-0.5', className)}>
      {of.map((one) => (
        <li key={one.name} className="flex gap-2 text-ink-2">
          <span className="min-w-0">{(locale === 'en' && one.nameEn) || one.name}</span>
          {one.monthlyFen > 0 && (
            <span className="num whitespace-nowrap text-ink-3">
              <Money fen={one.monthlyFen} />
              {t('contract.a_month')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Delivery({ site }: { site: Site }) {
  const t = useT();
  const f = useFormat();
  const { promisedOn, deliveredOn, late, credit } = site;
  return (
    <div className="text-sm sm:text-right">
      <p className={deliveredOn ? 'text-ok-ink' : 'text-ink-2'}>
        {deliveredOn
          ? t('contract.delivered_on', { day: f.day(deliveredOn) })
          : promisedOn
            ? t('contract.promised_on', { day: f.day(promisedOn) })
            : t('contract.not_promised')}
      </p>
      {deliveredOn && promisedOn && (
        <p className="text-xs text-ink-3">{t('contract.promised_on', { day: f.day(promisedOn) })}</p>
      )}
      {late > 0 && (
        <p className="mt-0.5">
          <Badge tone="warn">
            {t('contract.late', { n: late })}
            {credit.fen > 0 && ` · ${t('contract.credit', { percent: credit.percent, money: f.yuan(credit.fen) })}`}
          </Badge>
        </p>
      )}
    </div>
  );
}
