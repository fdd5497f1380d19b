import { useFormat, useT } from '~/core/i18n';
import { industryName } from '~/features/accounts/industries';
import { regionName } from '~/features/accounts/regions';
import { nameIn } from '~/features/offerings/named';
import type { BundleData } from './route';

/** Whom it is for, in a line. */
export function Audience({ data }: { data: BundleData }) {
  const t = useT();
  const { locale } = useFormat();
  const { bundle, held } = data;
  const comma = locale === 'en' ? ', ' : '、';
  const sections = bundle.industries.filter((code) => /^[A-T]$/.test(code));
  const words = [
    (sections.length ? sections : bundle.industries).map((code) => industryName(code, locale)).join(comma),
    bundle.grades.map((grade) => t('bundle.grade', { grade })).join(comma),
    bundle.regions.map((code) => regionName(code.padEnd(6, '0'), locale)).join(comma),
    held ? t('bundle.held', { name: nameIn(locale, held) }) : '',
  ].filter(Boolean);
  return (
    <p>
      <span className="text-ink-3">{t('bundle.who')}</span> {words.length ? words.join(' · ') : t('offering.for_all')}
    </p>
  );
}
