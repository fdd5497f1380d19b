import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import type { Amount } from './rules';

/** An amount of points in words. */
export function amountTold(amount: Amount, t: Translate, f: Formatter): string {
  if (amount.kind === 'fixed') return t('reward_rule.told_fixed', { n: f.number(amount.points) });
  if (amount.kind === 'share')
    return t('reward_rule.told_share', { percent: f.percent(amount.basisPoints / 10_000), cap: f.number(amount.cap) });
  const steps = amount.steps.map(({ fromFen, points }) =>
    fromFen
      ? t('reward_rule.told_step', { from: f.money(fromFen), n: f.number(points) })
      : t('reward_rule.told_fixed', { n: f.number(points) }),
  );
  return steps.join(f.locale === 'en' ? '; ' : '；');
}

export const quarterTold = (quarter: string, t: Translate) =>
  t('reward.quarter', { year: quarter.slice(0, 4), n: Math.ceil(Number(quarter.slice(5, 7)) / 3) });
