import { useT } from '~/core/i18n';
import type { Found, Question, Reason } from '~/features/satellite/check';
import { Callout } from '~/ui/card';
import { CircleAlert, CircleCheck, TriangleAlert } from '~/ui/icons';
import type { CheckPage } from './route';
import { useCheckWords } from './words';

type Props = { page: CheckPage; found: Found; question: Question };

/** Yes or no, and the reason in a sentence. */
export function Verdict({ page, found, question }: Props) {
  const t = useT();
  const words = useCheckWords();
  const { link } = found;
  return (
    <div className="grid gap-2" data-verdict={found.isFeasible ? 'yes' : 'no'}>
      <Callout
        tone={found.isFeasible ? 'ok' : 'bad'}
        icon={found.isFeasible ? CircleCheck : CircleAlert}
        title={t(found.isFeasible ? 'satellite.yes' : 'satellite.no')}
      >
        {found.isFeasible && link ? (
          <p>
            {t('satellite.yes_hint', {
              satellite: words.name(link.satellite),
              beam: words.name(link.beam),
              terminal: words.name(link.terminal),
              availability: words.share(link.availability),
            })}
          </p>
        ) : (
          <ul className="grid gap-1">
            {found.reasons.map((reason) => (
              <ReasonLine key={reason} reason={reason} page={page} found={found} question={question} />
            ))}
          </ul>
        )}
      </Callout>
      {found.warnings.map((warning) => (
        <Callout
          key={warning}
          tone="warn"
          icon={TriangleAlert}
          title={t(`satellite.warn.${warning}`, { elevation: words.degrees(link?.look.elevation ?? 0) })}
        />
      ))}
    </div>
  );
}

function ReasonLine({ reason, page, found, question }: Props & { reason: Reason }) {
  const t = useT();
  const words = useCheckWords();
  const { link } = found;
  const asked = page.satellites.find(({ id }) => id === question.satelliteId);
  const way = reason.endsWith('_up') ? link?.up : link?.down;
  const params = {
    band: t(`satellite.band.${question.band}`),
    satellite: asked ? words.name(asked) : '',
    beam: link ? words.name(link.beam) : '',
    mbps: words.mbps(reason === 'capacity' ? (link?.leftMbps ?? 0) : (way?.clearMbps ?? 0)),
    availability: words.share(way?.availability ?? 0),
    wanted: `${question.availability}%`,
  };
  return <li>{t.any(`satellite.reason.${reason}`, params)}</li>;
}
