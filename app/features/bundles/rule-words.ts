import type { useFormat, useT } from '~/core/i18n';
import type { PriceRule } from './rules';

/** A price rule in a sentence. */
export function ruleText(rule: PriceRule, t: ReturnType<typeof useT>, f: ReturnType<typeof useFormat>): string {
  const off = (basisPoints: number) => f.percent(basisPoints / 10_000);
  if (rule.kind === 'percent') return t(`bundle.rule.percent_${rule.on}`, { off: off(rule.basisPoints) });
  if (rule.kind === 'fixed')
    return [
      rule.oneOffFen === null ? '' : t('bundle.rule.fixed_one_off', { amount: f.yuan(rule.oneOffFen) }),
      rule.monthlyFen === null ? '' : t('bundle.rule.fixed_monthly', { amount: f.yuan(rule.monthlyFen) }),
    ]
      .filter(Boolean)
      .join(' · ');
  return rule.steps
    .map(({ fromSites, basisPoints }) => t('bundle.rule.step', { n: fromSites, off: off(basisPoints) }))
    .join(' · ');
}
