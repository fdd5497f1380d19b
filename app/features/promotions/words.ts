import type { useFormat, useT } from '~/core/i18n';
import type { Effect } from './rules';

/** What it gives, in a few words. */
export function effectText(
  { effect, amount }: { effect: Effect; amount: number | null },
  t: ReturnType<typeof useT>,
  f: ReturnType<typeof useFormat>,
): string {
  const much = amount ?? 0;
  if (effect === 'free_months') return t('promotion.gives.free_months', { n: much });
  const off = effect.startsWith('percent') ? f.percent(much / 10_000) : f.yuan(much);
  return t(`promotion.gives.${effect}`, { off });
}
