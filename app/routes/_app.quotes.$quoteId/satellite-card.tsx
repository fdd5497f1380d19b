import { Form } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { regionName } from '~/features/accounts/regions';
import type { SiteBrief } from '~/features/satellite/brief';
import { cityOf } from '~/features/satellite/cities';
import { useCheckWords } from '~/features/satellite/words';
import { Button } from '~/ui/button';
import { FieldError } from '~/ui/field';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import type { QuoteAnswer, QuoteShown } from './route';

type Props = { data: QuoteShown; site: NonNullable<QuoteShown['site']>; brief: SiteBrief; answer: QuoteAnswer | undefined }; // biome-ignore format: one line

/** The link that was worked out for a site: over what, how well, why not, what else, and on which values. */
export function SatelliteCard({ data, site, brief, answer }: Props) {
  const t = useT();
  const { locale } = useFormat();
  const words = useCheckWords();
  const { quote, may } = data;
  const { asked, link, rainRate } = brief;
  // fibre with the satellite behind it is none where there is no fibre
  const hasFibre = site.access.some(({ technology, verdict }) => technology === 'fibre' && verdict !== 'no');
  const options = brief.alternatives.filter(({ kind }) => hasFibre || kind !== 'fibre_with_backup');
  const named = [...(link ? [link.satellite] : []), ...brief.alternatives.map((one) => one.link.satellite)];
  const byName = asked.satelliteId ? named.find(({ id }) => id === asked.satelliteId) : undefined;
  const city = rainRate.cityCode ? cityOf(rainRate.cityCode) : undefined;
  const samples = [
    site.hasPoint ? null : t('quote_site.seat', { place: regionName(site.divisionCode ?? '', locale) }),
    `${t('satellite.used_rain', { mm: words.digits(rainRate.mmPerHour, 1, 0) })} · ${t(`satellite.source.${rainRate.source}`, { city: (locale === 'en' ? city?.nameEn : city?.name) ?? '' })}`,
    brief.warnings.includes('sample_parameters') ? t('satellite.warn.sample_parameters') : null,
  ].filter(Boolean);
  return (
    <div className="grid gap-2 rounded-lg bg-sunken p-3 sm:ml-20" data-satellite={brief.isFeasible ? 'yes' : 'no'}>
      <p className="text-ink-2">
        {t('quote_site.asked', {
          down: words.mbps(asked.downMbps),
          up: words.mbps(asked.upMbps),
          committed: words.mbps(asked.committedMbps),
          availability: `${asked.availability}%`,
        })}
      </p>
      {link && (
        <p>
          <span className="font-medium">
            {t('quote_site.link', {
              satellite: words.name(link.satellite),
              beam: words.name(link.beam),
              terminal: words.name(link.terminal),
            })}
          </span>
          <span className="num block text-xs text-ink-2">
            {t('quote_site.reaches', {
              availability: words.share(link.availability),
              elevation: words.degrees(link.elevation),
              wanted: `${asked.availability}%`,
              down: words.mbps(link.down.assuredMbps),
              up: words.mbps(link.up.assuredMbps),
            })}
          </span>
        </p>
      )}
      {brief.reasons.length > 0 && (
        <ul className="text-bad-ink">
          {brief.reasons.map((reason) => (
            <li key={reason}>{words.reason(reason, link, asked, byName)}</li>
          ))}
        </ul>
      )}
      {options.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {options.map((one) => (
            <li key={one.kind} data-alternative={one.kind} className="flex flex-wrap items-center gap-x-3 py-1.5">
              <span className="min-w-0 flex-1 basis-56">
                {words.alternative(one)}
                <span className="num block text-xs text-ink-3">
                  {t('satellite.together')} {words.share(one.availability)}
                </span>
              </span>
              {may.write && one.ask && (
                <PostButton
                  action={paths.quote(quote.id)}
                  navigate
                  size="sm"
                  fields={{ intent: 'take_alternative', version: quote.version, siteId: site.id, kind: one.kind }}
                >
                  {t('quote_site.take')}
                </PostButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked.band === 'ku' && <p className="text-warn-ink">{t('quote_site.ku_product')}</p>}
      <p className="text-xs text-ink-3">{samples.join(' · ')}</p>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        {may.write && <AskForm data={data} site={site} brief={brief} answer={answer} />}
        <Link to={checkAddress(brief)} className="py-1 text-brand-ink underline underline-offset-2">
          {t('quote_site.satellite_check')}
        </Link>
      </div>
    </div>
  );
}

/** The same question at the site check, where every step of the budget is shown. */
function checkAddress({ asked, place }: SiteBrief) {
  const query = new URLSearchParams({
    where: `${place.latitude}, ${place.longitude}`,
    band: asked.band,
    down: String(asked.downMbps),
    up: String(asked.upMbps),
    committed: String(asked.committedMbps),
    availability: String(asked.availability),
    ...(asked.satelliteId && { satellite: asked.satelliteId }),
    ...(asked.terminalId && { terminal: asked.terminalId }),
  });
  return `/satellite/check?${query}`;
}

const fields = ['downMbps', 'upMbps', 'committedMbps', 'availability'] as const;
const labels = { downMbps: 'down', upMbps: 'up', committedMbps: 'committed', availability: 'availability' } as const;

function AskForm({ data, site, brief, answer }: Props) {
  const t = useT();
  const own = answer?.typed?.intent === 'ask_satellite' ? answer : undefined;
  return (
    <details open={Boolean(own)} className="min-w-0 flex-1">
      <summary className="cursor-pointer py-1 text-brand-ink max-sm:min-h-11 max-sm:py-3">
        {t('quote_site.change_ask')}
      </summary>
      <Form method="post" action={paths.quote(data.quote.id)} preventScrollReset className="mt-2 grid gap-2">
        <input type="hidden" name="version" value={data.quote.version} />
        <input type="hidden" name="siteId" value={site.id} />
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          {fields.map((field) => (
            <label key={field} htmlFor={`ask-${field}`} className="grid gap-1 text-xs text-ink-2">
              {t(`quote_site.${labels[field]}`)}
              <Input
                id={`ask-${field}`}
                name={field}
                inputMode="decimal"
                maxLength={8}
                className="num text-right"
                defaultValue={String(own?.typed?.[field] ?? brief.asked[field])}
                key={`${site.id}${brief.asked[field]}`}
              />
              {own?.fields?.[field] && <FieldError message={own.fields[field]} />}
            </label>
          ))}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <label className="flex items-center gap-2 max-sm:min-h-11">
            <input type="checkbox" name="all" />
            {t('quote_site.for_all')}
          </label>
          <Button type="submit" name="intent" value="ask_satellite" size="sm">
            {t('quote_site.check_again')}
          </Button>
        </div>
      </Form>
    </details>
  );
}
