import { eq } from 'drizzle-orm';
import { journal, visits } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { readVisitFilter } from '~/features/visits/filters';
import { completeInput, newVisitInput } from '~/features/visits/input';
import type { World } from '../support/world';

export type Given = Record<string, unknown>;
export const parse = <T>(result: { ok: boolean; value?: T }) => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value as T;
};
export const planOf = (accountId: string, given: Given = {}) =>
  parse(
    checkInput(
      {
        id: newId(),
        mode: 'plan',
        accountId,
        type: 'routine',
        channel: 'onsite',
        purpose: '方案交流',
        plannedAt: '2026-11-24T10:30',
        plannedMinutes: '60',
        ...given,
      },
      newVisitInput,
    ),
  );
export const logOf = (accountId: string, given: Given = {}) =>
  planOf(accountId, {
    mode: 'log',
    purpose: '',
    plannedAt: '2026-11-21T08:30',
    note: '确认双链路。下周给方案',
    ...given,
  });
export const outcome = (given: Given = {}) =>
  parse(checkInput({ version: '1', note: '谈得不错', ...given }, completeInput));

export const everything = readVisitFilter(new URLSearchParams('reach=all'), 'mine');
export const eventsOf = async (w: World, id: string) =>
  (
    await w.owner.select({ event: journal.event }).from(journal).where(eq(journal.subjectId, id)).orderBy(journal.id)
  ).map((row) => row.event);
export const rowOf = async (w: World, id: string) => (await w.owner.select().from(visits).where(eq(visits.id, id)))[0]!;
