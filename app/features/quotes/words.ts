import type { Translate } from '~/core/message';
import type { Obstacle } from './authority';

/** Hundredths of a per cent as people say them: `12.5%`. */
export const percentOf = (bp: number) => `${bp / 100}%`;

type Words = { t: Translate; money: (fen: number) => string };

/** Why a level may not let it pass, in a few words. */
export function obstacleWords({ t, money }: Words, obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'discount':
      return t('quote_approval.because.discount', {
        line: t(`line.${obstacle.line}`),
        bp: percentOf(obstacle.bp),
        max: percentOf(obstacle.max),
      });
    case 'margin':
      return t('quote_approval.because.margin', {
        bp: obstacle.bp === null ? t('quote_approval.unknown_margin') : percentOf(obstacle.bp),
        min: percentOf(obstacle.min),
      });
    case 'amount':
      return t('quote_approval.because.amount', { fen: money(obstacle.fen), max: money(obstacle.max) });
    default:
      return t('quote_approval.because.no_rule', { line: t(`line.${obstacle.line}`) });
  }
}

/** `/month`, `once`: how often a price is asked for. */
export const perWords = (t: Translate, price: { kind: string; period: string | null }) =>
  price.kind === 'one_off'
    ? t('quote_line.per.once')
    : price.kind === 'usage'
      ? t('quote_line.per.usage')
      : t.any(`quote_line.per.${price.period}`);
