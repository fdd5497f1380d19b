import { useFormat, useT } from '~/core/i18n';
import type { Found } from '~/features/satellite/check';
import { cityOf } from '~/features/satellite/cities';
import { useCheckWords } from '~/features/satellite/words';
import { Card } from '~/ui/card';

/** Which values the answer stands on, and which of them are only samples. */
export function ValuesUsed({ found }: { found: Found }) {
  const t = useT();
  const { locale } = useFormat();
  const { digits } = useCheckWords();
  const { rainRate, rainHeight } = found.surroundings;
  const city = rainRate.cityCode ? cityOf(rainRate.cityCode) : undefined;
  const from = (source: typeof rainRate.source) =>
    t(`satellite.source.${source}`, { city: (locale === 'en' ? city?.nameEn : city?.name) ?? '' });
  return (
    <Card title={t('satellite.used')}>
      <ul className="grid gap-1 text-ink-2">
        <li>
          {t('satellite.used_rain', { mm: digits(rainRate.mmPerHour, 1, 0) })} · {from(rainRate.source)}
        </li>
        <li>
          {t('satellite.used_height', { km: digits(rainHeight.km, 2) })} · {from(rainHeight.source)}
        </li>
        <li>{t('satellite.used_air')}</li>
        <li>{t('satellite.used_method')}</li>
      </ul>
    </Card>
  );
}
