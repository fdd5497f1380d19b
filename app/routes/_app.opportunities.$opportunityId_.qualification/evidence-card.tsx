import clsx from 'clsx';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { criterionKey } from '~/features/opportunities/criteria';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { stageName } from '~/features/opportunities/rules';
import { provenOf, type StageEvidence } from '~/features/qualification/evidence';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { CircleCheck, CircleDashed } from '~/ui/icons';
import { Link } from '~/ui/link';

/** What each stage expects to be proven, and what of it is; what is missing leads to where it is filled in. */
export function EvidenceCard({ evidence }: { evidence: StageEvidence[] }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const { proven, expected } = provenOf(evidence);
  return (
    <Card title={t('qualification.evidence')} note={t('qualification.evidence_of', { proven, expected })}>
      <ol className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        {evidence.map(({ stage, when, items }) => (
          <li key={stage.id} className={clsx('min-w-0', when === 'later' && 'text-ink-3')}>
            <p className="flex items-center gap-2 text-sm font-medium">
              {stageName(stage, locale)}
              {when === 'now' && <Badge tone="brand">{t('qualification.when.now')}</Badge>}
              <span className="num ml-auto text-xs font-normal text-ink-3">{stage.probability}%</span>
            </p>
            {items.length === 0 && <p className="text-xs text-ink-3">{t('qualification.evidence_none')}</p>}
            <ul>
              {items.map(({ criterion, isProven, href }) => (
                <li
                  key={criterionKey(criterion)}
                  className="flex items-center gap-2 text-sm max-sm:min-h-11 sm:min-h-7"
                >
                  {isProven ? (
                    <CircleCheck aria-label={t('qualification.proven')} className="text-[15px] text-ok" />
                  ) : (
                    <CircleDashed
                      aria-label={t('qualification.not_proven')}
                      className={clsx('text-[15px]', when === 'later' ? 'text-ink-3' : 'text-warn')}
                    />
                  )}
                  {isProven || when === 'later' ? (
                    <span>{criterionWords(t, f, criterion)}</span>
                  ) : (
                    <Link
                      to={href}
                      className="text-brand-ink underline underline-offset-2 max-sm:min-h-11 max-sm:content-center"
                    >
                      {criterionWords(t, f, criterion)}
                    </Link>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Card>
  );
}
