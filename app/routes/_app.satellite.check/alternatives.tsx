import { useSearchParams } from '@remix-run/react';
import { useT } from '~/core/i18n';
import type { Alternative } from '~/features/satellite/alternatives';
import { askOf, reached } from '~/features/satellite/brief';
import type { Question } from '~/features/satellite/check';
import { availabilityClasses } from '~/features/satellite/rules';
import { useCheckWords } from '~/features/satellite/words';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import type { CheckPage } from './route';

/** What would do instead, each with the availability it reaches and a link that checks it. */
export function Alternatives({ page, question }: { page: CheckPage; question: Question }) {
  const t = useT();
  const words = useCheckWords();
  const [params] = useSearchParams();
  const sentence = (one: Alternative) =>
    words.alternative({
      kind: one.kind,
      link: one.link,
      backup: one.kind === 'ku_with_ka' ? one.backup.terminal : null,
      availability: 'availability' in one ? one.availability : one.link.availability,
      ask: askOf(question, one),
    });
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
              <ButtonLink to={`?${asAddress(params, one, question)}`} size="sm" className="print:hidden">
                {t('satellite.try')}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The alternative as an address of its own. */
function asAddress(params: URLSearchParams, one: Alternative, question: Question) {
  const next = new URLSearchParams(params);
  const ask = askOf(question, one);
  next.set('band', ask.band);
  next.set('satellite', ask.satelliteId ?? '');
  next.set('terminal', ask.terminalId ?? '');
  if (one.kind === 'lower_rates') {
    next.set('down', String(ask.downMbps));
    next.set('up', String(ask.upMbps));
    next.set('committed', String(ask.committedMbps));
  }
  if (availabilityClasses.some((value) => value === ask.availability))
    next.set('availability', String(ask.availability));
  return next;
}
