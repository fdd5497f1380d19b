import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { DoorLine } from '~/features/visits/door-lines';
import { Frown, History, Hourglass, type Icon, Lightbulb, Target, TriangleAlert } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';

type DoorFactProps = { line: DoorLine; visit: { id: string }; now: Date };

const looks: Record<DoorLine['kind'], { icon: Icon; tone: string }> = {
  overdue: { icon: TriangleAlert, tone: 'text-bad' },
  unhappy: { icon: Frown, tone: 'text-bad' },
  due: { icon: Hourglass, tone: 'text-warn' },
  deal: { icon: Target, tone: 'text-brand' },
  need: { icon: Lightbulb, tone: 'text-brand' },
  last: { icon: History, tone: 'text-ink-3' },
  first: { icon: History, tone: 'text-ink-3' },
};

/** One line of the brief, which leads to where it comes from. */
export function DoorFact({ line, visit, now }: DoorFactProps) {
  const { icon: Sign, tone } = looks[line.kind];
  const to = line.kind === 'deal' ? paths.opportunity(line.id) : `${paths.visit(visit.id)}/brief`;
  return (
    <li>
      <Link to={to} className="flex items-start gap-2.5 hover:text-brand-ink">
        <Sign className={`mt-0.5 shrink-0 text-[15px] ${tone}`} />
        <span className="line-clamp-2 min-w-0 break-words">
          <Said line={line} now={now} />
        </span>
      </Link>
    </li>
  );
}

function Said({ line, now }: Pick<DoorFactProps, 'line' | 'now'>): ReactNode {
  const t = useT();
  const f = useFormat();
  switch (line.kind) {
    case 'overdue':
      return <span className="text-bad-ink">{t('today.fact_overdue', { n: line.days, text: line.text })}</span>;
    case 'unhappy':
      return <span className="text-bad-ink">{t('today.line_unhappy', { n: line.n })}</span>;
    case 'due':
      return t('today.line_due', { when: f.day(line.dueOn, now), text: line.text });
    case 'deal':
      return (
        <>
          {line.title} <Money fen={line.fen} className="font-semibold" />
          {line.step && <span className="text-ink-2">{` · ${line.step}`}</span>}
        </>
      );
    case 'need':
      return t('today.line_need', { text: line.text });
    case 'last':
      return (
        <>
          {t('today.fact_last', { when: f.when(line.at, now) })}
          {line.note && <span className="text-ink-3">{` · ${line.note}`}</span>}
        </>
      );
    case 'first':
      return t('today.fact_first');
  }
}
