import type { interactions } from '#drizzle/schema';
import { addDays } from '~/core/dates';
import type { InteractionChannel } from '~/features/interactions/rules';
import { type Demo, workdayAtOrBefore } from '../demo';
import type { Field } from '../fieldwork/fieldwork';
import { between, chance, pick } from '../random';

const texts: Record<'phone' | 'wechat' | 'email', readonly string[]> = {
  phone: [
    '问上次的报价能不能再谈，答应周内回复。',
    '约下周见面时间，对方要等领导行程。',
    '报障已恢复，客户要一份书面原因。',
    '催合同盖章，对方说在走用印流程。',
  ],
  wechat: [
    '发了同类客户案例，对方回复“收到，转给主任看”。',
    '对方发来新厂区平面图，问光缆怎么走。',
    '节日问候，顺便确认下月走访时间。',
  ],
  email: [
    '送出组网方案第二稿与报价单，抄送采购办。',
    '收到客户需求清单，共七项，两项要总部支持。',
    '发出会议纪要，请对方三天内反馈。',
  ],
};
const subjects = ['组网方案与报价', '需求清单', '会议纪要', '合同文本意见'];
const steps = ['回复报价', '送方案修订稿', '确认见面时间'];

/** Calls, messages and mails with one customer in the last months; more of them where a visitor of the demo looks. */
export function makeCalls(demo: Demo, { customer, contacts, deals }: Field): (typeof interactions.$inferInsert)[] {
  const { random } = demo;
  const { row, owner } = customer;
  if (customer.untouched || contacts.length === 0 || owner.leftOn) return [];
  const count = owner.key === 'manager' ? between(random, 2, 5) : between(random, 0, 2);
  return Array.from({ length: count }, () => demo.during(workdayAtOrBefore(demo.day(-between(random, 1, 90)))))
    .filter((at) => at > row.createdAt)
    .map((at) => {
      const channel: InteractionChannel & keyof typeof texts = pick(random, [
        'phone',
        'phone',
        'wechat',
        'wechat',
        'email',
      ]);
      const deal = deals.find(({ row }) => row.stageType === 'open' && row.createdAt < at);
      const hasStep = chance(random, 0.25);
      return {
        tenantId: row.tenantId,
        id: demo.id(at),
        unitId: row.unitId,
        ownerId: owner.id,
        accountId: row.id!,
        contactId: pick(random, contacts).id!,
        opportunityId: deal && chance(random, 0.4) ? deal.row.id! : null,
        channel,
        direction: chance(random, 0.6) ? 'out' : 'in',
        at,
        subject: channel === 'email' ? pick(random, subjects) : null,
        text: pick(random, texts[channel]),
        nextStep: hasStep ? pick(random, steps) : null,
        nextStepOn: hasStep ? addDays(demo.today, between(random, 1, 10)) : null,
        createdAt: at,
        updatedAt: at,
        version: 1,
      };
    });
}
