import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { DoorLine } from '~/features/visits/door-lines';
import { CalendarClock, Frown, History, Hourglass, type Icon, Lightbulb, Target, TriangleAlert } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';

type DoorFactProps = { line: DoorLine; visit: { accountId: string }; now: Date };

const looks: Record<DoorLine['kind'], { icon: Icon; tone: string }> = {
  overdue: { icon: TriangleAlert, tone: 'text-bad' },
  unhappy: { icon: Frown, tone: 'text-bad' },
  ending: { icon: CalendarClock, tone: 'text-warn' },
  due: { icon: Hourglass, tone: 'text-warn' },
  deal: { icon: Target, tone: 'text-brand' },
  need: { icon: Lightbulb, tone: 'text-brand' },
  last: { icon: History, tone: 'text-ink-3' },
  first: { icon: History, tone: 'text-ink-3' },
};

/** The record a line is taken from. */
function placeOf(line: DoorLine, accountId: string) {
  switch (line.kind) {
    case 'overdue':
    case 'due':
      return paths.promise(line.id, line.visitId, accountId);
    case 'need':
      return paths.need(line.id, line.visitId, accountId);
    case 'ending':
      return paths.contract(line.id);
    case 'deal':
      return paths.opportunity(line.id);
    case 'unhappy':
      return paths.visit(line.visitId);
    case 'last':
      return line.visitId ? paths.visit(line.visitId) : paths.account(accountId);
    case 'first':
      return paths.account(accountId);
  }
}

/** One line of the brief, which leads to where it comes from. */
export function DoorFact({ line, visit, now }: DoorFactProps) {
  const { icon: Sign, tone } = looks[line.kind];
  return (
    <li>
      <Link to={placeOf(line, visit.accountId)} className="flex items-start gap-2.5 hover:text-brand-ink">
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
    case 'ending':
      return t('today.line_ending', { n: line.days, title: line.title });
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
