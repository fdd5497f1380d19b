import type { Direction } from '~/features/interactions/rules';

type Base = { id: string; at: string; who: string | null };
export type VisitEvent = Base & {
  type: 'visit';
  status: string;
  channel: string;
  visitType: string;
  purpose: string;
  note: string | null;
  nextStep: string | null;
  nextStepOn: string | null;
  minutes: number | null;
  distanceMetres: number | null;
  met: string | null;
  opportunityId: string | null;
  opportunityTitle: string | null;
};
export type DealEvent = Base & {
  type: 'deal';
  kind: string;
  opportunityId: string;
  title: string;
  from: { stage: string | null; stageEn: string | null; totalFen: number | null; closeOn: string | null };
  to: { stage: string | null; stageEn: string | null; totalFen: number | null; closeOn: string | null };
  note: string | null;
};
export type JournalEvent = Base & {
  type: 'journal';
  event: string;
  subjectId: string;
  subject: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  fromName: string | null;
  toName: string | null;
};
export type InteractionEvent = Base & {
  type: 'interaction';
  channel: string;
  direction: Direction;
  subject: string | null;
  text: string;
  met: string | null;
  nextStep: string | null;
  nextStepOn: string | null;
  source: string | null;
  opportunityId: string | null;
  opportunityTitle: string | null;
  ownerId: string;
};
export type TimelineEvent = VisitEvent | InteractionEvent | DealEvent | JournalEvent;
export type Stream = { events: TimelineEvent[]; after: string | null };
/** By what way, and of which department's doing. */
export type Narrowed = { channel: string | null; unitId: number | null };
