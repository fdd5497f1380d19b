import { Form } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { Badge } from '~/ui/badge';
import { Button, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { Select } from '~/ui/select';
import type { BundleData } from './route';
import { mostKinds, nameOf } from './trial';

/** How many of each at a site, at how many sites, of up to three kinds; and whom it is for. */
export function Choosing({ data }: { data: BundleData }) {
  const t = useT();
  const { locale } = useFormat();
  const { components, kinds, choices, buyer, held } = data;
  const number = (name: string, value: number, label: string) => (
    <span key={name} className="w-20 shrink-0">
      <Input
        name={name}
        key={value}
        defaultValue={String(value)}
        inputMode="numeric"
        maxLength={4}
        aria-label={label}
        className="num text-right"
      />
    </span>
  );
  const cells = (name: string, label: string, value: (kind: number) => number) => (
    <span className="flex shrink-0 gap-2">
      {kinds.map((_, kind) =>
        number(nameOf(name, kind), value(kind), kinds.length > 1 ? `${label} ${kind + 1}` : label),
      )}
    </span>
  );
  return (
    <Card title={t('bundle.try')}>
      <Form method="get" className="grid gap-1" preventScrollReset>
        <input type="hidden" name="kinds" value={kinds.length} />
        {kinds.length > 1 && (
          <div className="flex justify-end gap-2 text-xs text-ink-3" aria-hidden="true">
            {kinds.map((_, kind) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a kind is known by
              <span key={kind} className="w-20 text-right">
                {t('bundle.kind_n', { n: kind + 1 })}
              </span>
            ))}
          </div>
        )}
        <div className="flex flex-wrap items-center justify-end gap-3 border-b border-line pb-2">
          <span className="min-w-32 flex-1">{t('bundle.sites')}</span>
          {cells('sites', t('bundle.sites'), (kind) => kinds[kind]?.sites ?? 1)}
        </div>
        {components.map((one) => {
          const name = nameIn(locale, one.name);
          const range =
            one.least === one.most
              ? t('bundle.exactly', { n: one.least })
              : t('bundle.range', { least: one.least, most: one.most });
          return (
            <div
              key={one.id}
              className={`flex flex-wrap items-center justify-end gap-x-3 gap-y-1 py-1 ${one.isInside ? 'pl-5' : ''}`}
            >
              <span className="min-w-32 flex-1">
                {one.offeringId ? (
                  <Link to={paths.offering(one.offeringId)} className="hover:text-brand-ink">
                    {name}
                  </Link>
                ) : (
                  name
                )}
                <span className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
                  {range}
                  {one.least === 0 && <Badge>{t('bundle.optional')}</Badge>}
                  {!one.offeringId && <Badge tone="info">{t('bundle.within')}</Badge>}
                </span>
              </span>
              {cells(one.id, name, (kind) => kinds[kind]?.quantities[one.id] ?? 0)}
            </div>
          );
        })}
        <fieldset className="grid gap-2 border-t border-line pt-3">
          <legend className="float-left w-full text-xs text-ink-3">{t('bundle.try_for')}</legend>
          <div className="grid gap-2 sm:grid-cols-3">
            <Select
              name="grade"
              aria-label={t('offering.for_grades')}
              placeholder={t('offering.for_grades')}
              defaultValue={buyer.grade ?? ''}
              options={['A', 'B', 'C', 'D'].map((grade) => ({ value: grade, label: grade }))}
            />
            <Select
              name="industry"
              aria-label={t('offering.for_industries')}
              placeholder={t('offering.for_industries')}
              defaultValue={buyer.industry ?? ''}
              options={choices.industries}
            />
            <Select
              name="region"
              aria-label={t('bundle.regions')}
              placeholder={t('bundle.regions')}
              defaultValue={buyer.regionCode ?? ''}
              options={choices.regions}
            />
          </div>
          {held && (
            <Checkbox
              name="holds"
              label={t('bundle.holds', { name: nameIn(locale, held) })}
              defaultChecked={buyer.heldOfferingIds.length > 0}
            />
          )}
        </fieldset>
        <div className="flex flex-wrap gap-2 pt-2">
          <SubmitButton>{t('bundle.calculate')}</SubmitButton>
          {kinds.length < mostKinds && (
            <Button type="submit" name="kinds" value={kinds.length + 1} variant="ghost">
              {t('bundle.kind_more')}
            </Button>
          )}
          {kinds.length > 1 && (
            <Button type="submit" name="kinds" value={kinds.length - 1} variant="ghost">
              {t('bundle.kind_less')}
            </Button>
          )}
        </div>
      </Form>
    </Card>
  );
}
