import { useFormat, useT } from '~/core/i18n';
import type { ItemRow } from '~/features/training/queries/exams.server';
import { type Verdict, verdictOf } from '~/features/training/statistics';
import { Badge, type Tone } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';

const tones: Record<Verdict, Tone> = {
  ...{ good: 'ok', fair: 'neutral', weak: 'warn', wrong: 'bad', easy: 'warn', hard: 'warn', few: 'neutral' },
};

/** How the questions of an exam did, those to mend first. */
export function ItemsCard({ items }: { items: ItemRow[] }) {
  const t = useT();
  const f = useFormat();
  return (
    <Card title={t('exam.items')}>
      {items.length === 0 ? (
        <p className="text-ink-3">{t('exam.items_empty')}</p>
      ) : (
        <>
          <p className="mb-2 text-ink-3">{t('exam.items_hint')}</p>
          <ul className="divide-y divide-line">
            {items.map((item) => {
              const verdict = verdictOf(item);
              return (
                <li key={item.versionId} className="grid gap-1 py-2">
                  <Link to={`/training/questions/${item.questionId}`} className="line-clamp-2 hover:underline">
                    {item.stem}
                  </Link>
                  <p className="num flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-2">
                    <Badge tone={tones[verdict]}>{t(`exam.verdict.${verdict}`)}</Badge>
                    <span>
                      {t('exam.item_difficulty')} {f.percent(item.difficulty)}
                    </span>
                    <span>
                      {t('exam.item_discrimination')}{' '}
                      {item.discrimination === null ? '—' : item.discrimination.toFixed(2)}
                    </span>
                    <span>
                      {t('exam.item_answers')} {f.number(item.answered)}
                    </span>
                  </p>
                </li>
              );
            })}
          </ul>
          <p className="mt-2 text-xs text-ink-3">{t('exam.items_source')}</p>
        </>
      )}
    </Card>
  );
}
