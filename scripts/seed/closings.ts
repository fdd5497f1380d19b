import { detailsOf } from '~/features/opportunities/closing';
import type { Deal } from './deals/deal';
import type { Demo } from './demo';
import { between, chance, pick } from './random';

const lessons = [
  '需求阶段就该见到分管领导',
  '报价前先跑一遍资源预勘，别再返工',
  '把同行业案例提前准备好',
  '联合本地维护一起去，客户最看重到场时间',
];

/** What was said of deals when they closed, and when the lost ones are worth another try. */
export function describeClosings(demo: Demo, deals: Deal[]) {
  const { random } = demo;
  for (const { row } of deals) {
    const { stageType, closeReason } = row;
    if (stageType !== 'won' && stageType !== 'lost') continue;
    const details = detailsOf(stageType, closeReason);
    if (details.length && chance(random, 0.8)) row.closeDetail = pick(random, details);
    if (chance(random, 0.3)) row.doAgain = pick(random, lessons);
    if (stageType === 'won') continue;
    if (closeReason === 'price') {
      row.priceGapBp = between(random, 150, 1800);
      const total = (row.oneOffFen ?? 0) + (row.monthlyFen ?? 0) * (row.months ?? 0);
      row.priceGapFen = Math.round((total * row.priceGapBp) / 10_000);
    }
    if (chance(random, 0.5)) row.retryOn = demo.day(between(random, -12, 160));
  }
}
