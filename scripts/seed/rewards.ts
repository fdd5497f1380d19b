import type { rewardRules } from '#drizzle/schema';
import { addDays } from '~/core/dates';
import type { Amount, Condition, Milestone } from '~/features/rewards/rules';
import type { Company } from './company';
import type { Demo } from './demo';

type Row = typeof rewardRules.$inferInsert;
type Wish = {
  name: string;
  nameEn: string;
  milestone: Milestone;
  audience: string[];
  amount: Amount;
  condition?: Partial<Condition>;
};

const wishes: Wish[] = [
  { name: '推荐线索被受理', nameEn: 'Referral accepted', milestone: 'referral_accepted', audience: [], amount: { kind: 'fixed', points: 50 } },
  { name: '推荐的客户首次付款', nameEn: 'First payment of a customer referred', milestone: 'referral_paid', audience: [], amount: { kind: 'fixed', points: 300 } },
  { name: '推荐的客户签约', nameEn: 'Customer referred signs', milestone: 'referral_signed', audience: [], amount: { kind: 'share', basisPoints: 50, cap: 20_000 } },
  {
    name: '合同签约', nameEn: 'Contract signed',
    milestone: 'deal_signed',
    audience: ['account_manager'],
    amount: { kind: 'steps', steps: [{ fromFen: 0, points: 500 }, { fromFen: 100_000_000, points: 1500 }, { fromFen: 500_000_000, points: 4000 }] },
  },
  { name: '客户五分好评', nameEn: 'Five stars from a customer', milestone: 'customer_rated', audience: ['account_manager'], amount: { kind: 'fixed', points: 30 }, condition: { minRating: 5 } },
  { name: '杰出贡献奖', nameEn: 'Outstanding contribution', milestone: 'award_granted', audience: [], amount: { kind: 'fixed', points: 1000 } },
  { name: '取得销售证书', nameEn: 'Sales certificate earned', milestone: 'certificate_earned', audience: [], amount: { kind: 'fixed', points: 200 } },
]; // biome-ignore format: one line a rule

/** What each company rewards: published for the last year, and a draft to try. What is earned the job of the first minutes writes. */
export function makeRewardRules(demo: Demo, company: Company): Row[] {
  return company.tenants.flatMap(({ id }) => {
    const keeper = company.people.find(
      (one) => one.tenantId === id && one.roles.includes('sales_director') && !one.leftOn,
    );
    if (!keeper) return [];
    const { tenantId } = keeper;
    const begun = demo.during(demo.day(-380));
    const rule = ({ condition, ...wish }: Wish, published: boolean): Row => {
      const id = demo.id(begun);
      return {
        ...{ tenantId, id, series: id, ...wish, createdBy: keeper.id, createdAt: begun, updatedAt: begun },
        condition: { lines: [], minFen: null, minRating: null, ...condition },
        startsOn: published ? demo.day(-370) : addDays(demo.today, 7),
        endsOn: demo.day(120),
        ...(published && { publishedAt: begun, publishedBy: keeper.id }),
      };
    };
    const draft: Wish = { name: '卫星专线推荐成为客户', nameEn: 'Satellite referral becomes a customer', milestone: 'referral_visited', audience: ['employee', 'partner_agent'], amount: { kind: 'fixed', points: 100 }, condition: { lines: ['satellite'] } }; // biome-ignore format: one line a rule
    return [...wishes.map((wish) => rule(wish, true)), rule(draft, false)];
  });
}
