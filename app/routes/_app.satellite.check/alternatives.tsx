import { useSearchParams } from '@remix-run/react';
import { useT } from '~/core/i18n';
import type { Alternative } from '~/features/satellite/alternatives';
import type { Question } from '~/features/satellite/check';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import type { CheckPage } from './route';
import { useCheckWords } from './words';

/** What would do instead, each with the availability it reaches and a link that checks it. */
export function Alternatives({ page, question }: { page: CheckPage; question: Question }) {
  const t = useT();
  const words = useCheckWords();
  const [params] = useSearchParams();
  const sentence = (one: Alternative) => {
    const more: Record<string, string> =
      one.kind === 'lower_rates'
        ? { down: words.mbps(one.downMbps), up: words.mbps(one.upMbps), committed: words.mbps(one.committedMbps) }
        : {};
    return t.any(`satellite.alt.${one.kind}`, {
      terminal: words.name(one.link.terminal),
      beam: words.name(one.link.beam),
      satellite: words.name(one.link.satellite),
      band: t(`satellite.band.${one.link.beam.band}`),
      availability: words.share('availability' in one ? one.availability : one.link.availability),
      backup: one.kind === 'ku_with_ka' ? words.name(one.backup.terminal) : '',
      ...more,
    });
  };
  return (
    <Card title={t('satellite.alternatives')} note={t('satellite.alternatives_hint')} padded={false}>
      {page.alternatives.length === 0 ? (
        <p className="px-3 pb-3 text-ink-2 max-sm:px-4">{t('satellite.no_alternatives')}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {page.alternatives.map((one) => (
            <li
              key={one.kind}
              data-alternative={one.kind}
              className="flex flex-wrap items-center gap-3 px-3 py-2 max-sm:px-4"
            >
              <span className="min-w-0 flex-1 basis-56">
                <span className="font-medium">{sentence(one)}</span>
                <span className="num mt-0.5 block text-xs text-ink-3">
                  {t('satellite.together')} {words.share(reached(one, question))}
                </span>
              </span>
              <ButtonLink to={`?${asAddress(params, one)}`} size="sm" className="print:hidden">
                {t('satellite.try')}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** How much of the year the alternative holds what it promises. */
const reached = (one: Alternative, question: Question) =>
  one.kind === 'lower_rates' ? question.availability : 'availability' in one ? one.availability : one.link.availability;

/** The alternative as a question of its own; of a pair, its satellite half. */
function asAddress(params: URLSearchParams, one: Alternative) {
  const next = new URLSearchParams(params);
  next.set('band', one.link.beam.band);
  next.set('satellite', one.link.satellite.id);
  next.set('terminal', one.link.terminal.id);
  if (one.kind === 'lower_rates') {
    next.set('down', String(one.downMbps));
    next.set('up', String(one.upMbps));
    next.set('committed', String(one.committedMbps));
  }
  const share = [99.95, 99.9, 99.7, 99.5, 99].find((value) => value <= one.link.availability);
  if ((one.kind === 'lower_availability' || one.kind === 'fibre_with_backup') && share)
    next.set('availability', String(share));
  return next;
}
