import type { CloseReason } from '~/features/opportunities/rules';
import type { Catalogue } from '../catalogue';
import { lossNotes } from '../names/deals';
import { chance, pick, type Random, weighted } from '../random';
import { stage } from './path';

const whyWon: readonly (readonly [CloseReason, number])[] = [['service', 30], ['product_fit', 26], ['relationship', 20], ['price', 14], ['brand', 6], ['delivery_time', 4]]; // biome-ignore format: a table
const whyLost: readonly (readonly [CloseReason, number])[] = [['price', 36], ['relationship', 16], ['budget_cut', 12], ['no_decision', 12], ['product_fit', 10], ['delivery_time', 8], ['service', 4], ['brand', 2]]; // biome-ignore format: a table

const wonNotes = [
  '本地维护队伍与两小时到场承诺打动客户',
  '云网一体方案评分最高',
  '续约同时提速，价格不变',
  '样板点试用两周后客户主动推进',
];

/** Why it ended as it did, and who else was in it. */
export function endOf(random: Random, catalogue: Catalogue, stageId: number) {
  const rival = () => pick(random, catalogue.competitors).id;
  if (stageId === stage.won) {
    const competitorId = chance(random, 0.5) ? rival() : null;
    return { closeReason: weighted(random, whyWon), closeNote: pick(random, wonNotes), competitorId };
  }
  if (stageId === stage.lost) {
    const closeReason = weighted(random, whyLost);
    const toNobody = closeReason === 'budget_cut' || closeReason === 'no_decision';
    return { closeReason, closeNote: pick(random, lossNotes[closeReason]), competitorId: toNobody ? null : rival() };
  }
  const isMet = stageId >= stage.propose && stageId <= stage.contract && chance(random, 0.7);
  return { closeReason: null, closeNote: null, competitorId: isMet ? rival() : null };
}
