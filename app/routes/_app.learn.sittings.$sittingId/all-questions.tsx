import clsx from 'clsx';
import type { MouseEvent } from 'react';
import { useT } from '~/core/i18n';
import { Link } from '~/ui/link';
import type { SittingShown } from './route';

type Props = {
  questions: SittingShown['sitting']['questions'];
  at: number;
  given: (position: number) => string[];
  toOf: (position: number) => string;
  follow: (to: number) => (event: MouseEvent) => void;
};

/** Every question by its number: where one is, and what is still open. */
export function AllQuestions({ questions, at, given, toOf, follow }: Props) {
  const t = useT();
  return (
    <nav aria-label={t('sitting.all')}>
      <ol className="flex flex-wrap gap-2">
        {questions.map(({ position }) => {
          const isDone = given(position).some((one) => one.trim() !== '');
          return (
            <li key={position}>
              <Link
                to={toOf(position)}
                onClick={follow(position)}
                aria-current={position === at ? 'step' : undefined}
                aria-label={`${t('sitting.question_of', { n: position, of: questions.length })}, ${t(isDone ? 'sitting.answered' : 'sitting.unanswered')}`}
                className={clsx(
                  'num flex size-9 items-center justify-center rounded-md border text-sm max-sm:size-11',
                  position === at ? 'border-brand font-semibold text-brand-ink' : 'border-line text-ink-2',
                  isDone ? 'bg-brand-soft' : 'bg-surface',
                )}
              >
                {position}
              </Link>
            </li>
          );
        })}
        <li>
          <Link
            to={toOf(questions.length + 1)}
            onClick={follow(questions.length + 1)}
            className="flex h-9 items-center rounded-md border border-line bg-surface px-3 text-sm text-ink-2 max-sm:h-11"
          >
            {t('sitting.to_end')}
          </Link>
        </li>
      </ol>
    </nav>
  );
}
