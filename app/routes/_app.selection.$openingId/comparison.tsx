import { useFormat, useT } from '~/core/i18n';
import { criteria, isFarApart, type Spread, spreadOf, weighted } from '~/features/selection/rules';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import type { OpeningData } from './route';

/** From 1 to 5: the line from the lowest to the highest, the dot the mean. */
function Drawn({ spread, strong }: { spread: Spread; strong?: boolean }) {
  const at = (value: number) => `${((value - 1) / 4) * 100}%`;
  return (
    <span className="relative mx-1.5 block h-5" aria-hidden="true">
      <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
      {[1, 2, 3, 4, 5].map((tick) => (
        <span
          key={tick}
          className="absolute top-1/2 h-2 w-px -translate-y-1/2 bg-line-strong"
          style={{ left: at(tick) }}
        />
      ))}
      <span
        className={`absolute top-1/2 -translate-y-1/2 rounded-full ${strong ? 'h-1.5 bg-brand' : 'h-1 bg-ink-3'}`}
        style={{ left: at(spread.least), width: `calc(${at(spread.most)} - ${at(spread.least)})` }}
      />
      <span
        className={`absolute top-1/2 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-surface ${strong ? 'size-4 bg-brand' : 'size-3 bg-ink-2'}`}
        style={{ left: at(spread.mean) }}
      />
    </span>
  );
}

/** What was said of the candidates, once everybody has said it. */
export function Comparison({ data }: { data: OpeningData }) {
  const t = useT();
  const f = useFormat();
  const { candidates, scores, assessors, opening } = data;
  const rows = candidates
    .map((one) => ({ one, said: scores.filter(({ candidateId }) => candidateId === one.id) }))
    .filter(({ one, said }) => one.state !== 'withdrawn' && assessors.length > 0 && said.length >= assessors.length)
    .map((row) => ({ ...row, overall: spreadOf(row.said.map((score) => weighted(score, opening.weights)))! }))
    .sort((a, b) => b.overall.mean - a.overall.mean);
  if (!rows.length) return null;
  const number = (value: number) => f.number(Math.round(value * 10) / 10);
  const nameOf = (id: string) => assessors.find((one) => one.id === id)?.name ?? '—';
  return (
    <Card title={t('selection.compare')} note={t('selection.compare_hint')} padded={false}>
      <ul className="divide-y divide-line">
        {rows.map(({ one, said, overall }) => {
          const lines = [
            { key: 'overall', label: t('selection.overall'), spread: overall, strong: true },
            ...criteria.map((key) => ({
              ...{ key, label: t(`selection.${key}`), strong: false },
              spread: spreadOf(said.map((score) => score[key]))!,
            })),
          ];
          return (
            <li key={one.id} className="px-3 max-sm:px-4 py-3">
              <p className="mb-1 flex flex-wrap items-center gap-2 font-medium">
                {one.name}
                {lines.some(({ spread }) => isFarApart(spread)) && (
                  <Badge tone="warn">{t('selection.far_apart')}</Badge>
                )}
              </p>
              <ul className="grid gap-0.5">
                {lines.map(({ key, label, spread, strong }) => (
                  <li
                    key={key}
                    className="grid grid-cols-[6.5rem_1fr_2.5rem_4rem] items-center gap-2 max-sm:grid-cols-[4.5rem_1fr_2rem_3.5rem]"
                  >
                    <span className={strong ? 'font-medium' : 'text-ink-2'}>{label}</span>
                    <Drawn spread={spread} strong={strong} />
                    <span className="num text-right font-semibold">{number(spread.mean)}</span>
                    <span className="num text-right text-sm text-ink-3">
                      {t('selection.spread', { least: number(spread.least), most: number(spread.most) })}
                    </span>
                  </li>
                ))}
              </ul>
              <ul className="mt-2 grid gap-1 text-sm text-ink-2" aria-label={t('selection.notes_of')}>
                {said.map((score) => (
                  <li key={score.assessorId} className="break-words">
                    <span className="text-ink-3">{nameOf(score.assessorId)}</span> {score.note}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
