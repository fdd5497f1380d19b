import type { AccessTechnology, Verdict } from '~/features/quotes/rules';

type Rule = readonly [
  technology: AccessTechnology,
  divisions: string,
  verdict: Verdict,
  leadDays: number | null,
  reason: string,
  reasonEn: string,
];

/** Sample rules of access: the more exact area goes first. */
export const accessRules: readonly Rule[] = [
  ['fibre', '', 'check', 45, '先查最近光交箱，多数县城以上可开通', 'Check the nearest cabinet; most towns can be reached'],
  ['fibre', '11 31 32 33 44 51', 'yes', 20, '城区光缆已覆盖', 'Fibre is there in town'],
  ['fibre', '3301 4401 4403', 'yes', 10, '主城区光缆到楼', 'Fibre to the building'],
  ['fibre', '3309', 'check', 60, '海岛需核查海缆余量', 'Islands: check what the sea cable has left'],
  ['fibre', '4603 54 6532 6543', 'no', null, '没有光缆，建议微波或卫星', 'No fibre; take microwave or satellite'],
  ['microwave', '', 'check', 40, '需现场勘察视距', 'Line of sight has to be surveyed'],
  ['microwave', '4603', 'no', null, '距岸太远，视距不足', 'Too far from the shore'],
  ['mobile_5g', '', 'check', 15, '需核查室内覆盖', 'Indoor coverage has to be checked'],
  ['mobile_5g', '3301 3302 4401 4403 3201 5101', 'yes', 7, '5G 连续覆盖', 'Continuous 5G coverage'],
  ['mobile_5g', '4603 54', 'no', null, '没有 5G 覆盖', 'No 5G coverage'],
  ['ka', '', 'yes', 12, 'Ka 波束覆盖，终端现货', 'Within a Ka beam; terminals in stock'],
  ['ka', '4603', 'check', 20, '在波束边缘，需做链路核查', 'At the edge of the beam; check the link'],
]; // biome-ignore format: one line a rule
