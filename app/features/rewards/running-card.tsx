import { useFormat, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { nameIn } from '../certification/named';
import type { Rule } from './queries/rules.server';
import { amountTold } from './told';

type Shown = Pick<Rule, 'id' | 'name' | 'nameEn' | 'milestone' | 'amount' | 'endsOn' | 'condition'>;

/** What may be earned today, for how much, until when. */
export function RunningCard({ rules }: { rules: Shown[] }) {
  const t = useT();
  const f = useFormat();
  return (
    <Card title={t('reward.now')}>
      {rules.length === 0 && <p className="text-ink-3">{t('reward.now_empty')}</p>}
      <ul className="grid gap-3">
        {rules.map((rule) => (
          <li key={rule.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="min-w-0">
              {nameIn(f.locale, rule)}
              <small className="block text-ink-3">{t(`reward.milestone.${rule.milestone}`)}</small>
            </span>
            <span className="num ml-auto text-right font-medium">
              {amountTold(rule.amount, t, f)}
              <small className="block font-normal text-ink-3">{t('reward.until', { day: f.day(rule.endsOn) })}</small>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
