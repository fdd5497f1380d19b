import { useFormat, useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import { CircleCheck, CircleHelp, CircleX } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import type { QuoteShown } from './route';

type Site = QuoteShown['sites'][number];
const tones: Record<'yes' | 'check' | 'no', Tone> = { yes: 'ok', check: 'warn', no: 'bad' };
const icons = { yes: CircleCheck, check: CircleHelp, no: CircleX } as const;
const ours = ['no_rule', 'check_satellite', 'where', 'satellite_yes', 'satellite_low', 'satellite_no'] as const;

/** Why, in the rule's own words or in ours. */
export function useReason() {
  const t = useT();
  const f = useFormat();
  return ({ reason, reasonEn }: Pick<Site['feasibility'][number], 'reason' | 'reasonEn'>) => {
    const own = ours.find((one) => one === reason);
    return own ? t(`quote_site.reason.${own}`) : (f.locale === 'en' && reasonEn) || reason;
  };
}

type Props = { site: Site; to: string; mayChoose: boolean; isChosen: boolean; choose: (yes: boolean) => void };

/** One place: what it is, how it can be connected, how soon, and why not. */
export function SiteRow({ site, to, mayChoose, isChosen, choose }: Props) {
  const t = useT();
  const reasonOf = useReason();
  return (
    <li className="flex items-start gap-3 py-2">
      {mayChoose && (
        <label className="-m-2 p-2 max-sm:min-h-11 max-sm:min-w-11">
          <input
            type="checkbox"
            name="ids"
            value={site.id}
            checked={isChosen}
            onChange={(event) => choose(event.currentTarget.checked)}
            aria-label={site.name}
          />
        </label>
      )}
      <div className="grid min-w-0 flex-1 gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto_6rem]">
        <div className="min-w-0">
          <Link to={to} className="font-medium hover:underline">
            {site.name}
          </Link>{' '}
          {site.groupName && <Badge>{site.groupName}</Badge>}{' '}
          {site.isDuplicate && <Badge tone="warn">{t('quote_site.duplicate')}</Badge>}{' '}
          {site.placeIssue && <Badge tone="warn">{t(`quote_site.issue.${site.placeIssue}`)}</Badge>}{' '}
          {site.branchId && <Badge tone="info">{t('quote_site.matched')}</Badge>}
          {site.address && site.address !== site.name && <p className="truncate text-xs text-ink-3">{site.address}</p>}
        </div>
        <ul className="flex flex-wrap content-start items-start gap-1">
          {site.feasibility.map((one) => (
            <li key={one.technology}>
              <Badge
                tone={tones[one.verdict]}
                icon={icons[one.verdict]}
                title={reasonOf(one)}
                className={one.technology === site.technology ? 'font-semibold ring-1 ring-current' : undefined}
              >
                {t(`access.${one.isKu ? 'ku' : one.technology}`)}
                {one.leadDays !== null && ` ${t('quote_site.lead', { n: one.leadDays })}`}
              </Badge>
            </li>
          ))}
        </ul>
        <p className="text-right max-sm:text-left">
          <Money fen={site.totalFen} />
        </p>
      </div>
    </li>
  );
}
