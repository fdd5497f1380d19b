import type { competitorMoves, competitors } from '#drizzle/schema';
import { addDays, today as businessDay, fromLocal } from '~/core/dates';
import { nationalForm } from '~/features/visits/forms/national';
import type { Answer, Question } from '~/features/visits/forms/rules';
import type { MoveKind } from '~/features/visits/rules';
import type { Demo } from '../demo';
import type { Visit } from '../fieldwork/fieldwork';
import { chance, pick, type Random } from '../random';

const said: Record<string, readonly string[]> = {
  business: ['主营装备制造，两处厂区，正在上MES', '连锁门店四十余家，总部统一管网络'],
  suppliers: ['专线用我们，备份在另一家，云是自建机房', '两家运营商各一半，网管外包给本地集成商'],
  buying_process: ['信息中心提需求，采购办询价，分管领导定', '五十万以上公开招标，以下三家比价'],
  opening: ['从备份链路切入', '先做一次免费的网络体检'],
  changes: ['信息中心主任换人，分管副总不变', '新增一处厂区，年底投产', '没有变化'],
  usage: ['日常在用，晚高峰偶有卡顿', '稳定，上月零报障'],
  price_expected: ['希望降一成，或同价提速一倍', '维持原价，加备份链路'],
  rival_offer: ['对手报价低一成左右，合同期三年', '对手送半年，口头，未见书面'],
  problem: ['主用电路一周内中断两次，恢复均超过两小时', '连续两个月账单多计了停用号码'],
  remedy: ['当天书面说明原因，三天内完成割接', '更正账单并退还差额'],
  message: ['愿意续签框架协议，看重应急保障', '希望两家联合申报示范项目'],
  decided: ['成立联合工作组，每月碰一次', '先做一个点试用，效果好再推广'],
  open_points: ['付款方式待双方财务确认', '牵头部门还没定'],
}; // biome-ignore format: a table

const daysAnswered = 120;

/** The answers to what the national form asks; earlier reports are older than the form. */
export function answerForms({ random, day }: Demo, visit: Visit) {
  if (visit.status !== 'completed' || visit.plannedAt < fromLocal(day(-daysAnswered))) return;
  const { questions } = nationalForm(visit.type ?? 'routine');
  const on = businessDay(visit.plannedAt);
  const asked = questions.filter(({ isRequired }) => isRequired || chance(random, 0.8));
  visit.formVersion = 0;
  visit.answers = Object.fromEntries(asked.map((question) => [question.key, answerTo(random, question, on)]));
}

function answerTo(random: Random, { key, kind, options }: Question, on: string): Answer {
  switch (kind) {
    case 'one':
      return pick(random, options);
    case 'several':
      return [pick(random, options)];
    case 'yes_no':
      return chance(random, 0.7);
    case 'number':
      return Math.round(random() * 100);
    case 'day':
      return key === 'since' ? addDays(on, -6) : addDays(on, 75);
    default:
      return pick(random, said[key] ?? ['已了解']);
  }
}

const kinds: readonly (readonly [MoveKind, string])[] = [
  ['price_cut', '报价'], ['trial', '免费'], ['leader_visit', '打招呼'], ['delivery_trouble', '故障'], ['new_product', '打包'],
]; // biome-ignore format: a table

/** What was heard of competitors that have a name, as a move of theirs. */
export const makeMoves = (demo: Demo, visits: Visit[], rivals: (typeof competitors.$inferInsert)[]) =>
  visits.flatMap((visit): (typeof competitorMoves.$inferInsert)[] => {
    const { competitorNote: note, endedAt } = visit;
    const rival = rivals.find(({ name }) => note?.startsWith(name));
    if (!note || !rival || !endedAt) return [];
    return [
      {
        tenantId: visit.tenantId,
        id: demo.id(endedAt),
        unitId: visit.unitId,
        ownerId: visit.ownerId,
        accountId: visit.accountId,
        visitId: visit.id,
        opportunityId: visit.opportunityId,
        competitorId: rival.id,
        kind: kinds.find(([, word]) => note.includes(word))?.[0] ?? 'other',
        note: note.slice(rival.name.length),
        seenAt: visit.plannedAt,
        createdAt: endedAt,
        updatedAt: endedAt,
        version: 1,
      },
    ];
  });
