import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { industryName } from '~/features/accounts/industries';
import { regionName } from '~/features/accounts/regions';
import { LifecycleBadge } from '~/features/offerings/lifecycle-badge';
import { descriptionIn, nameIn } from '~/features/offerings/named';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Link } from '~/ui/link';
import { Day } from '~/ui/value';
import type { OfferingData } from './route';

/** What it is, where and for whom it is sold. */
export function AboutCard({ data }: { data: OfferingData }) {
  const t = useT();
  const { locale } = useFormat();
  const { offering, specification, enterprise, company, variantOf, substitute, variants } = data;
  const description = descriptionIn(locale, offering) ?? (specification && descriptionIn(locale, specification));
  const comma = locale === 'en' ? ', ' : '、';
  const sections = offering.industries.filter((code) => /^[A-T]$/.test(code));
  const audience = [
    enterprise?.name,
    ...(sections.length ? sections : offering.industries).map((code) => industryName(code, locale)),
    ...offering.grades,
  ].filter(Boolean);
  return (
    <Card title={t('offering.about')}>
      {description && <p className="mb-3 text-ink-2">{description}</p>}
      <Facts>
        <Fact label={t('offering.code')}>{offering.code}</Fact>
        <Fact label={t('offering.line')}>{t(`line.${offering.line}`)}</Fact>
        {specification && <Fact label={t('offering.specification')}>{nameIn(locale, specification)}</Fact>}
        <Fact label={t('offering.reach')}>{company ?? t('offering.reach.group')}</Fact>
        <Fact label={t('offering.region')}>
          {offering.regions.length
            ? offering.regions.map((code) => regionName(code.padEnd(6, '0'), locale)).join(comma)
            : t('offering.everywhere')}
        </Fact>
        <Fact label={t('offering.for')}>{audience.length ? audience.join(comma) : t('offering.for_all')}</Fact>
        {offering.certificateCode && <Fact label={t('offering.certificate')}>{offering.certificateCode}</Fact>}
        {variantOf && (
          <Fact label={t('offering.variant_of')}>
            <Link to={paths.offering(variantOf.id)} className="text-brand-ink">
              {nameIn(locale, variantOf)}
            </Link>
          </Fact>
        )}
        {substitute && (
          <Fact label={t('offering.substitute')}>
            <Link to={paths.offering(substitute.id)} className="text-brand-ink">
              {nameIn(locale, substitute)}
            </Link>
          </Fact>
        )}
        {offering.launchedOn && (
          <Fact label={t('offering.launched_on')}>
            <Day on={offering.launchedOn} />
          </Fact>
        )}
        {offering.retiresOn && (
          <Fact label={t('offering.retires_on')}>
            <Day on={offering.retiresOn} />
          </Fact>
        )}
      </Facts>
      {variants.length > 0 && (
        <>
          <h3 className="mt-4 mb-1 text-xs text-ink-3">{t('offering.variants')}</h3>
          <ul className="grid gap-1">
            {variants.map((one) => (
              <li key={one.id} className="flex items-center gap-2">
                <Link to={paths.offering(one.id)} className="min-w-0 flex-1 truncate text-brand-ink">
                  {nameIn(locale, one)}
                </Link>
                <LifecycleBadge lifecycle={one.lifecycle} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
