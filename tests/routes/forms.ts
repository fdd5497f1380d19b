import { newId } from '~/core/ids';

// What the pages' forms send, filled in correctly.

export const accountForm = (name: string, id: string = newId()) => ({ id, name, kind: 'private', grade: 'C' });
export const visitForm = (accountId: string, id: string = newId()) => ({
  id,
  mode: 'plan',
  accountId,
  type: 'routine',
  channel: 'onsite',
  plannedAt: '2030-01-07T10:00',
  plannedMinutes: '60',
  purpose: '试探',
});
export const opportunityForm = (accountId: string, id: string = newId()) => ({
  id,
  accountId,
  title: '试探',
  source: 'manager',
  oneOffFen: '100',
  monthlyFen: '0',
  months: '0',
});
