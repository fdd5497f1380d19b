import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { SittingBadge } from '~/features/training/exam-badges';
import type { MyExam } from '~/features/training/queries/learner.server';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { RowCard } from '~/ui/row-card';

export function ExamsCard({ rows }: { rows: MyExam[] }) {
  const t = useT();
  const f = useFormat();
  return (
    <Card title={t('learn.exams')} padded={false}>
      {rows.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('learn.exams_empty')}</p>}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={paths.exam(row.id)} className="block hover:bg-sunken">
              <RowCard
                title={nameIn(f.locale, row)}
                sub={
                  row.startsAt && !row.passed
                    ? t('learn.exam.booked_for', { when: f.dateTime(row.startsAt) })
                    : t('exam.minutes_n', { n: row.minutes })
                }
                right={row.got !== null && row.most ? t('exam.score_of', { got: row.got, most: row.most }) : null}
                badge={row.state && <SittingBadge row={{ state: row.state, passed: row.passed }} />}
              />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
