import type { bundleComponents, bundleConstraints, bundles, offerings } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { PriceRule } from '~/features/bundles/rules';
import type { Demo } from '../demo';

type Part = readonly [what: string, least: number, most: number, usual: number];
type Entry = {
  code: string;
  name: string;
  nameEn: string;
  description: string;
  descriptionEn: string;
  priceRule: PriceRule;
  industries?: string[];
  /** Of the company whose product manager the demo has, not of the group. */
  isOwn?: boolean;
  parts: readonly Part[];
  constraints?: readonly (readonly [kind: 'requires' | 'excludes', one: string, other: string])[];
};

/** Satellite and terrestrial together; a part is an offering or a bundle before it. */
const table: readonly Entry[] = [
  {
    code: 'B-FIBRE-KA',
    name: '光纤主用 + Ka 备份',
    nameEn: 'Fibre with Ka Backup',
    description: '网点光纤中断时自动切到 Ka 卫星，业务不中断。适合银行、加油站与连锁门店。',
    descriptionEn: 'When the fibre fails the site goes on over Ka. For banks, filling stations and chains.',
    priceRule: { kind: 'step', steps: [{ fromSites: 1, basisPoints: 500 }, { fromSites: 10, basisPoints: 1000 }, { fromSites: 30, basisPoints: 1500 }] },
    parts: [['INT-DIA-100', 1, 1, 1], ['SAT-KA-BK', 1, 1, 1], ['PL-SDWAN', 0, 1, 1], ['SEC-DDOS', 0, 1, 0]],
  },
  {
    code: 'B-BANK',
    name: '银行网点双线',
    nameEn: 'Bank Branch Dual Link',
    description: '每个网点 SD-WAN 主用、Ka 备份，全行一套代维；只面向金融客户。',
    descriptionEn: 'SD-WAN with Ka behind it at each branch, one operation for the whole bank; for finance only.',
    priceRule: { kind: 'percent', basisPoints: 1200, on: 'recurring' },
    industries: ['J', '66', '67', '68', '69'],
    isOwn: true,
    parts: [['PL-SDWAN', 1, 1, 1], ['SAT-KA-BK', 0, 1, 1], ['SEC-DDOS', 0, 1, 0], ['INT-NOC', 0, 1, 0]],
    constraints: [['requires', 'SEC-DDOS', 'INT-NOC']],
  },
  {
    code: 'B-MARITIME',
    name: '远洋船舶通信',
    nameEn: 'Maritime Package',
    description: '船上海事终端与流量，岸上组网接回公司内网，含船员培训。',
    descriptionEn: 'Terminal and traffic on board, a network ashore to headquarters, training for the crew.',
    priceRule: { kind: 'percent', basisPoints: 800, on: 'recurring' },
    parts: [['SAT-SEA', 1, 1, 1], ['PL-SDWAN', 0, 1, 1], ['SAT-KA', 0, 1, 0], ['INT-TRN', 0, 5, 1]],
    constraints: [['excludes', 'SAT-SEA', 'SAT-KA']],
  },
  {
    code: 'B-EMERGENCY',
    name: '应急通信保障',
    nameEn: 'Emergency Communication',
    description: '便携站常备、通信车随时出动；指挥点平时用光纤，灾时转 Ka。',
    descriptionEn: 'Portable stations in stock, a vehicle on call; the command post on fibre, on Ka when it breaks.',
    priceRule: { kind: 'percent', basisPoints: 600, on: 'all' },
    parts: [['SAT-POR', 1, 20, 2], ['SAT-VEH-DAY', 0, 1, 1], ['INT-NOC', 0, 1, 0], ['B-FIBRE-KA', 0, 1, 1]],
    constraints: [['requires', 'SAT-VEH-DAY', 'INT-NOC']],
  },
]; // biome-ignore format: one line a part

export function makeBundles(demo: Demo, sold: (typeof offerings.$inferInsert)[], company: number | undefined) {
  const at = fromLocal(demo.day(-200));
  const made = {
    bundles: [] as (typeof bundles.$inferInsert & { id: string })[],
    components: [] as (typeof bundleComponents.$inferInsert)[],
    constraints: [] as (typeof bundleConstraints.$inferInsert)[],
  };
  for (const { parts, constraints = [], isOwn = false, ...entry } of table) {
    const tenantId = (isOwn && company) || null;
    const bundleId = demo.id(at);
    const ids = new Map(parts.map(([what]) => [what, demo.id(at)]));
    made.bundles.push({
      ...entry,
      industries: entry.industries ?? [],
      id: bundleId,
      tenantId,
      state: 'launched',
      createdAt: at,
      updatedAt: at,
    });
    for (const [position, [what, least, most, usual]] of parts.entries())
      made.components.push({
        id: ids.get(what)!, tenantId, bundleId, position, least, most, usual,
        offeringId: sold.find(({ code }) => code === what)?.id ?? null,
        nestedId: made.bundles.find(({ code }) => code === what)?.id ?? null,
      }); // biome-ignore format: one row
    for (const [kind, one, other] of constraints)
      made.constraints.push({
        id: demo.id(at), tenantId, bundleId, kind, reach: 'site', componentId: ids.get(one)!, otherId: ids.get(other)!,
      }); // biome-ignore format: one row
  }
  return made;
}
