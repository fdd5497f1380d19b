import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Progress } from '~/ui/progress';
import { ResultBadge } from './result-badge';
import type { QualificationSummary } from './weigh.server';

type SummaryCardProps = { id: string; summary: QualificationSummary; now: string; mayQualify: boolean };

/** On the page of an opportunity: what was decided, and how much of the evidence is proven. */
export function QualificationCard({ id, summary, now, mayQualify }: SummaryCardProps) {
  const t = useT();
  const f = useFormat();
  const { at, result, proven, expected, percent } = summary;
  return (
    <Card
      title={t('qualification.title')}
      note={at ? t('qualification.last_saved', { when: f.when(at, now) }) : undefined}
    >
      <div className="grid gap-2">
        {at ? (
          <div>
            <ResultBadge result={result} />
          </div>
        ) : (
          <p className="text-sm text-ink-3">{t('qualification.none_hint')}</p>
        )}
        {expected > 0 && (
          <div className="grid gap-1">
            <p className="num flex justify-between gap-2 text-xs text-ink-2">
              <span>{t('qualification.evidence_of', { proven, expected })}</span>
              <span>
                {t('qualification.probability')} {percent}%
              </span>
            </p>
            <Progress
              value={proven}
              max={expected}
              tone={proven === expected ? 'ok' : 'brand'}
              label={t('qualification.evidence_long', { proven, expected })}
            />
          </div>
        )}
        <ButtonLink to={`${paths.opportunity(id)}/qualification`} block>
          {t(at || !mayQualify ? 'qualification.open' : 'qualification.start')}
        </ButtonLink>
      </div>
    </Card>
  );
}
