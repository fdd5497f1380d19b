import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { percentOf } from '~/features/quotes/words';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Money } from '~/ui/value';
import type { QuoteShown } from './route';

/** What was sent, version by version. */
export function VersionsTab({ data }: { data: QuoteShown }) {
  const t = useT();
  const f = useFormat();
  const { quote, versions, now } = data;
  return (
    <Card title={t('quote.tab.versions')}>
      {versions.length === 0 && <p className="text-ink-3">{t('quote_version.empty')}</p>}
      <ul className="divide-y divide-line">
        {versions.map((one) => (
          <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
            <span className="font-medium">{t('quote.version_n', { n: one.revision })}</span>
            <span className="min-w-0 flex-1 text-ink-3">
              {one.acceptedAt
                ? t('quote_version.accepted', { who: one.acceptedName ?? '—', when: f.dateTime(one.acceptedAt) })
                : one.declinedAt
                  ? t('quote_version.declined', { who: one.declinedName ?? '—', reason: one.declinedReason ?? '—' })
                  : t('quote_version.sent', { when: f.when(one.sentAt, now) })}
            </span>
            <span className="num text-ink-2">{one.marginBp === null ? '' : percentOf(one.marginBp)}</span>
            <Money fen={one.totalFen} className="font-semibold" />
            <ButtonLink to={`${paths.quote(quote.id)}/compare?with=${one.id}`} size="sm">
              {t('quote.compare')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
