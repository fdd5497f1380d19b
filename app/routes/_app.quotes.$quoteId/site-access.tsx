import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Link } from '~/ui/link';
import type { QuoteAnswer, QuoteShown } from './route';
import { SatelliteCard } from './satellite-card';
import { useReason } from './site-row';

const tones = { yes: 'ok', check: 'warn', no: 'bad' } as const;
type Props = { data: QuoteShown; site: NonNullable<QuoteShown['site']>; answer: QuoteAnswer | undefined };

/** Each way to connect a place: whether, how soon, and why. */
export function SiteAccess({ data, site, answer }: Props) {
  const t = useT();
  const reasonOf = useReason();
  return (
    <ul className="mb-3 grid gap-1.5 border-b border-line pb-3">
      {site.access.map((one) => (
        <li key={one.technology} className="grid gap-1.5">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <span className="w-20 font-medium">
              {t(`access.${one.satellite?.asked.band === 'ku' ? 'ku' : one.technology}`)}
            </span>
            <Badge tone={tones[one.verdict]}>{t(`quote_site.verdict.${one.verdict}`)}</Badge>
            <span className="num min-w-14 whitespace-nowrap text-ink-2">
              {one.leadDays !== null && t('quote_site.lead', { n: one.leadDays })}
            </span>
            <span className="min-w-0 flex-1 basis-40 text-ink-2">{reasonOf(one)}</span>
            {one.technology === 'ka' && !one.satellite && (
              <Link to="/satellite/check" className="text-brand-ink underline underline-offset-2">
                {t('quote_site.satellite_check')}
              </Link>
            )}
          </div>
          {one.satellite && <SatelliteCard data={data} site={site} brief={one.satellite} answer={answer} />}
        </li>
      ))}
    </ul>
  );
}
