import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { perWords } from '~/features/quotes/words';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { AddingData } from './route';

/** How many units of each price, at which sites, at what discount. */
export function LineForm({ data }: { data: AddingData }) {
  const t = useT();
  const f = useFormat();
  const { quote, offering, prices, ticked, siteCount, groups, technologies } = data;
  if (!offering) return null;
  const named = (name: string, en: string | null) => (f.locale === 'en' && en) || name;
  const unitOf = (unit: string) =>
    unit !== 'item' && t.has(`offering.unit.${unit}`) ? t.any(`offering.unit.${unit}`) : '';
  const where = [
    ...(ticked.length ? [{ value: 'ticked', label: t('quote_line.ticked', { n: ticked.length }) }] : []),
    ...(siteCount ? [{ value: 'all:', label: t('quote_line.all_sites', { n: siteCount }) }] : []),
    ...groups.map(({ name, n }) => ({
      value: `group:${name}`,
      label: t('quote_line.group_sites', { group: name, n }),
    })),
    ...technologies.map(({ name, n }) => ({
      value: `access:${name}`,
      label: t('quote_line.by_technology', { technology: t(`access.${name}`), n }),
    })),
    { value: 'whole', label: t('quote_line.whole') },
  ];
  return (
    <ActionForm
      action={`${paths.quote(quote.id)}/lines?offering=${offering.id}`}
      hidden={{ version: quote.version, offeringId: offering.id }}
      labels={{ discountBp: t('quote_line.discount'), offeringId: t('quote_line.product') }}
    >
      {ticked.map((id) => (
        <input key={id} type="hidden" name="ticked[]" value={id} />
      ))}
      <Card
        title={named(offering.name, offering.nameEn)}
        note={`${t(`line.${offering.line}`)} · ${offering.code}`}
        action={
          <ButtonLink to={`${paths.quote(quote.id)}/lines`} size="sm" variant="ghost">
            {t('quote_line.other')}
          </ButtonLink>
        }
      >
        {offering.certificateCode && (
          <Callout title={t('quote_line.needs_certificate', { code: offering.certificateCode })} />
        )}
        {prices.length === 0 && <Callout tone="bad" title={t('quote.no_price')} />}
        <ul className="grid gap-3">
          {prices.map((price) => (
            <li key={price.id} className="flex flex-wrap items-end gap-3">
              <div className="min-w-0 flex-1">
                <p>{named(price.name, price.nameEn)}</p>
                <p className="num text-xs text-ink-3">
                  {f.yuan(price.amountFen ?? 0)}
                  {unitOf(price.unit) && `/${unitOf(price.unit)}`} {perWords(t, price)} ·{' '}
                  {t('quote_line.tax_at', { percent: price.taxPercent })}
                </p>
              </div>
              <Field
                name={`quantities.${price.id}`}
                label={[t('quote_line.quantity'), unitOf(price.unit)].filter(Boolean).join(' · ')}
                className="w-32"
              >
                <Input
                  name={`quantities[${price.id}]`}
                  inputMode="numeric"
                  maxLength={7}
                  defaultValue="1"
                  className="num text-right"
                />
              </Field>
            </li>
          ))}
        </ul>
      </Card>
      <FieldRow>
        <Field name="where" label={t('quote_line.where')}>
          <Select options={where} defaultValue={where[0]?.value} />
        </Field>
        <Field name="discountBp" label={t('quote_line.discount')}>
          <Input inputMode="decimal" maxLength={8} defaultValue="0" className="num" />
        </Field>
      </FieldRow>
      <FormActions>
        <SubmitButton>{t('quote_line.add')}</SubmitButton>
        <ButtonLink to={paths.quote(quote.id)} variant="ghost">
          {t('common.cancel')}
        </ButtonLink>
      </FormActions>
    </ActionForm>
  );
}
