import type { awards } from '#drizzle/schema';
import type { Company, Person } from './company';
import type { Demo } from './demo';

type Row = typeof awards.$inferInsert;

/** Two honours the company has read, one that waits to be decided, one found worth another time. */
export function makeAwards(demo: Demo, company: Company): Row[] {
  const [manager, lead, director, employee, service, trainer] = (
    ['manager', 'lead', 'director', 'employee', 'service', 'trainer'] as const
  ).map(company.one) as [Person, Person, Person, Person, Person, Person];
  const { tenantId } = manager;
  const told = (of: Person, by: Person, ago: number, title: string, story: string, decided?: Partial<Row>): Row => {
    const at = demo.during(demo.day(-ago));
    return {
      ...{
        tenantId,
        id: demo.id(at),
        personId: of.id,
        nominatedBy: by.id,
        title,
        story,
        createdAt: at,
        state: 'nominated',
      },
      ...(decided && { decidedBy: director.id, decidedAt: demo.during(demo.day(3 - ago)), ...decided }),
    };
  };
  const rain = '台风夜，市二医院的专线断了。她联系三个班组，自己守在机房，凌晨四点业务恢复，挂号窗口早上照常开门。';
  const list = '他把三年来客户问过的问题整理成一份清单，全部门都在用，新人少走了很多弯路。';
  return [
    told(service, manager, 40, '雨夜抢通医院专线', rain, { state: 'granted', citation: rain }),
    told(manager, lead, 16, '一份清单，带会一个部门', list, { state: 'granted', citation: list }),
    told(employee, manager, 2, '前台也能带来大客户', '她在前台听到客人抱怨网络，当天就推荐过来，后来成了我们的园区客户。'),
    told(trainer, manager, 60, '连讲十二场', '三个月给全省讲了十二场产品课。', { state: 'declined', answer: '讲得很好，年底一起评，谢谢你提出来。' }),
  ]; // biome-ignore format: a line each
}
