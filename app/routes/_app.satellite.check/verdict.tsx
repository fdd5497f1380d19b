import { useT } from '~/core/i18n';
import type { Found, Question } from '~/features/satellite/check';
import { useCheckWords } from '~/features/satellite/words';
import { Callout } from '~/ui/card';
import { CircleAlert, CircleCheck, TriangleAlert } from '~/ui/icons';
import type { CheckPage } from './route';

type Props = { page: CheckPage; found: Found; question: Question };

/** Yes or no, and the reason in a sentence. */
export function Verdict({ page, found, question }: Props) {
  const t = useT();
  const words = useCheckWords();
  const { link } = found;
  const asked = page.satellites.find(({ id }) => id === question.satelliteId);
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
              <li key={reason}>{words.reason(reason, link, question, asked)}</li>
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
