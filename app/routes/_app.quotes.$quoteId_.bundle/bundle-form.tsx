import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Violation } from '~/features/bundles/check';
import { ruleText } from '~/features/bundles/rule-words';
import { violationText } from '~/features/bundles/violation-words';
import { nameIn } from '~/features/offerings/named';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Field, FormActions } from '~/ui/field';
import { CircleAlert } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { ChoosingData } from './route';

type Details = { violations: Violation[]; names: { id: string; name: string; nameEn: string | null }[] };

/** How many of each at a site, and at which sites; what breaks a rule says what to change. */
export function BundleForm({ data, details }: { data: ChoosingData; details: unknown }) {
  const t = useT();
  const f = useFormat();
  const { quote, bundle, components, ticked, siteCount, groups, technologies, pickId } = data;
  if (!bundle) return null;
  const page = `${paths.quote(quote.id)}/bundle`;
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
    <ActionForm action={`${page}?bundle=${bundle.id}`} hidden={{ version: quote.version, pickId, bundleId: bundle.id }}>
      {ticked.map((id) => (
        <input key={id} type="hidden" name="ticked[]" value={id} />
      ))}
      <Broken data={data} details={details as Details | undefined} />
      {bundle.bars.length > 0 && (
        <Callout
          tone="bad"
          icon={CircleAlert}
          title={t('quote_bundle.not_eligible', { bundle: nameIn(f.locale, bundle) })}
        >
          {bundle.bars.map((bar) => t(`bundle.bar.${bar}`)).join(f.locale === 'en' ? ', ' : '、')}
        </Callout>
      )}
      <Card
        title={nameIn(f.locale, bundle)}
        note={ruleText(bundle.priceRule, t, f)}
        action={
          <ButtonLink to={page} size="sm" variant="ghost">
            {t('quote_bundle.other')}
          </ButtonLink>
        }
      >
        <Field name="where" label={t('quote_line.where')}>
          <Select options={where} defaultValue={where[0]?.value} />
        </Field>
        <ul className="mt-3 divide-y divide-line border-t border-line">
          {components.map((one) => {
            const name = nameIn(f.locale, one.name);
            return (
              <li key={one.id} className={`flex items-center gap-3 py-2 ${one.isInside ? 'pl-5' : ''}`}>
                <span className="min-w-0 flex-1">
                  {name}
                  <span className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
                    {one.least === one.most
                      ? t('bundle.exactly', { n: one.least })
                      : t('bundle.range', { least: one.least, most: one.most })}
                    {one.least === 0 && <Badge>{t('bundle.optional')}</Badge>}
                  </span>
                </span>
                <span className="w-20 shrink-0">
                  <Input
                    name={`quantities[${one.id}]`}
                    defaultValue={String(one.quantity)}
                    inputMode="numeric"
                    maxLength={4}
                    aria-label={name}
                    className="num text-right"
                  />
                </span>
              </li>
            );
          })}
        </ul>
      </Card>
      <FormActions>
        <SubmitButton>{t('quote_bundle.take')}</SubmitButton>
        <ButtonLink to={paths.quote(quote.id)} variant="ghost">
          {t('common.cancel')}
        </ButtonLink>
      </FormActions>
    </ActionForm>
  );
}

function Broken({ data, details }: { data: ChoosingData; details: Details | undefined }) {
  const t = useT();
  const { locale } = useFormat();
  if (!details?.violations?.length) return null;
  const named = (id: string) => {
    const one = details.names.find((name) => name.id === id);
    return one ? nameIn(locale, one) : '';
  };
  // at a dozen sites the same: said once, with the first of them
  const told = new Map(details.violations.map((one) => [JSON.stringify({ ...one, site: '', otherSite: '' }), one]));
  return (
    <ul className="grid list-disc gap-1 rounded-lg bg-bad-soft py-2.5 pr-3 pl-8 text-bad-ink">
      {[...told.values()].map((one) => (
        <li key={JSON.stringify(one)}>{violationText({ t, named }, one, (id) => data.siteNames[id] ?? null)}</li>
      ))}
    </ul>
  );
}
