import type { NoticeKind, NoticeSubject } from './rules';

export type Entry = {
  event: string;
  tenantId: number;
  subjectId: string;
  actorId: string;
  ownerId: string | null;
  at: string;
  before?: Record<string, unknown>;
  after: Record<string, unknown>;
};

export type Fact = {
  personId: string;
  fact: string;
  kind: NoticeKind;
  subject: NoticeSubject;
  subjectTenantId: number;
  subjectId: string;
  params: { commentId?: string; dueOn?: string; at?: string; more?: number; step?: string };
};

const texts = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** Who is told of a comment, and as what: the first reason counts. `participants` have said something there before. */
function ofComment(entry: Entry, subject: 'visit' | 'opportunity', participants: string[]): Fact[] {
  const { commentId, answers, isQuestion } = entry.after;
  if (typeof commentId !== 'string') return [];
  const told = new Map<string, NoticeKind>();
  const tell = (kind: NoticeKind, ...people: unknown[]) => {
    for (const person of people) if (typeof person === 'string' && !told.has(person)) told.set(person, kind);
  };
  tell('answer', answers);
  tell('mention', ...texts(entry.after.mentions));
  tell(isQuestion === true ? 'question' : 'comment', entry.ownerId, ...participants);
  return [...told].map(([personId, kind]) => ({
    ...about(entry, subject),
    personId,
    fact: `comment:${commentId}`,
    kind,
    params: { commentId },
  }));
}

const ofPlan = (entry: Entry, kind: NoticeKind, people: unknown[], at: unknown): Fact[] =>
  texts([...new Set(people)]).map((personId) => ({
    ...about(entry, 'visit'),
    personId,
    fact: `${kind}:${entry.subjectId}:${entry.at}`,
    kind,
    params: typeof at === 'string' ? { at } : {},
  }));

/** Called off or thrown away while it was still to take place: told to who would have gone. */
function ofCancelling(entry: Entry, attendees: string[]): Fact[] {
  const { status, plannedAt } = entry.before ?? {};
  if (status !== 'planned' && status !== 'in_progress') return [];
  return ofPlan(entry, 'visit_cancelled', [entry.ownerId, ...attendees], plannedAt);
}

/** A plan that comes back out of the recycle bin stands again at its time. */
const ofReturn = (entry: Entry, attendees: string[]) =>
  entry.after.status === 'planned'
    ? ofPlan(entry, 'visit_moved', [entry.ownerId, ...attendees], entry.after.plannedAt)
    : [];

/** A new time is told to who goes there; a time that comes back is the same fact. */
function ofMove(entry: Entry, attendees: string[]): Fact[] {
  const at = entry.after.plannedAt;
  if (typeof at !== 'string') return [];
  const people = [...new Set([entry.ownerId, ...attendees].filter((id) => id !== null))];
  return people.map((personId) => ({
    ...about(entry, 'visit'),
    personId,
    fact: `visit_moved:${entry.subjectId}:${at}`,
    kind: 'visit_moved',
    params: { at },
  }));
}

const about = (entry: Entry, subject: NoticeSubject) => ({
  subject,
  subjectTenantId: entry.tenantId,
  subjectId: entry.subjectId,
});

/** Each person's first mark is told, whatever they set and take back afterwards. */
const ofReaction = (entry: Entry): Fact[] =>
  entry.ownerId === null
    ? []
    : [
        {
          ...about(entry, 'visit'),
          personId: entry.ownerId,
          fact: `visit_reacted:${entry.subjectId}:${entry.actorId}`,
          kind: 'visit_reacted',
          params: {},
        },
      ];

/** Whoever leads the visitor is to look at what they say to a check, each time anew. */
const ofExplanation = (entry: Entry, leads: string[]): Fact[] =>
  leads.map((personId) => ({
    ...about(entry, 'visit'),
    personId,
    fact: `check_explained:${entry.subjectId}:${entry.at}`,
    kind: 'check_explained',
    params: {},
  }));

const single: Record<string, { kind: NoticeKind; subject: NoticeSubject }> = {
  'visit.planned': { kind: 'visit_planned', subject: 'visit' },
  'visit.coached': { kind: 'coached', subject: 'visit' },
  'visit.check_accepted': { kind: 'check_accepted', subject: 'visit' },
  'certificate.issued': { kind: 'certificate_issued', subject: 'certificate' },
  'certificate.annulled': { kind: 'certificate_revoked', subject: 'certificate' },
  'certificate.learning_assigned': { kind: 'certificate_assigned', subject: 'certificate' },
  'person.second_factor_reset': { kind: 'factor_reset', subject: 'person' },
};
/** What may happen to the same record again. */
const eachTime: NoticeKind[] = ['check_accepted', 'factor_reset'];
/** One command may give a person hundreds: one notice tells of all of them. */
const gathered: Record<string, { kind: NoticeKind; subject: NoticeSubject }> = {
  'account.assigned': { kind: 'account_assigned', subject: 'account' },
  'opportunity.assigned': { kind: 'opportunity_assigned', subject: 'opportunity' },
  'commitment.made': { kind: 'commitment_given', subject: 'commitment' },
  'commitment.given': { kind: 'commitment_given', subject: 'commitment' },
};

type Gathered = { personId: string; as: (typeof gathered)[string]; params: Fact['params'] };

/** Who is told of an entry; a promise passed on is news also for who kept it so far. */
function gatheredOf(entry: Entry): Gathered[] {
  const as = gathered[entry.event];
  if (!as || !entry.ownerId) return [];
  const params = typeof entry.after.dueOn === 'string' ? { dueOn: entry.after.dueOn } : {};
  const told: Gathered[] = [{ personId: entry.ownerId, as, params }];
  const former = entry.event === 'commitment.given' ? entry.before?.ownerId : null;
  if (typeof former === 'string')
    told.push({ personId: former, as: { ...as, kind: 'commitment_changed' }, params: { step: 'passed_on' } });
  return told;
}

function ofMany(entries: Entry[]): Fact[] {
  const facts = new Map<string, Fact>();
  for (const entry of entries)
    for (const { personId, as, params } of gatheredOf(entry)) {
      const key = `${as.kind} ${personId}`;
      const known = facts.get(key);
      if (known) known.params.more = (known.params.more ?? 0) + 1;
      else
        facts.set(key, {
          ...about(entry, as.subject),
          personId,
          fact: `${as.kind}:${entry.actorId}:${entry.at}`,
          kind: as.kind,
          params: { ...params },
        });
    }
  return [...facts.values()];
}

/** Whose turn it is, and whoever asked once it is settled. */
function ofApproval(entry: Entry): Fact[] {
  const { approvalId, waiting, askedBy, decision } = entry.after;
  if (typeof approvalId !== 'string') return [];
  const fact = (personId: string, kind: NoticeKind): Fact => ({
    ...about(entry, 'opportunity'),
    personId,
    fact: `${kind}:${approvalId}:${decision === undefined ? entry.at : String(decision)}`,
    kind,
    params: {},
  });
  return [
    ...texts(waiting).map((personId) => fact(personId, 'approval_waiting')),
    ...texts(decision ? [askedBy] : []).map((personId) => fact(personId, 'approval_decided')),
  ];
}

/** Who may look at a paper, and whoever brought it once that is done. */
function ofEvidence(entry: Entry): Fact[] {
  const fact = (personId: string, kind: NoticeKind): Fact => ({
    ...about(entry, 'certificate'),
    personId,
    fact: `${kind}:${entry.subjectId}`,
    kind,
    params: {},
  });
  return [
    ...texts(entry.after.waiting).map((personId) => fact(personId, 'evidence_waiting')),
    ...texts([entry.after.proposedBy]).map((personId) => fact(personId, 'evidence_decided')),
  ];
}

const settledAs: Record<string, string> = {
  'commitment.kept': 'kept',
  'commitment.broken': 'broken',
  'commitment.cancelled': 'cancelled',
};

/** What became of a promise is told to who is to keep it and to who made it. */
function ofPromise(entry: Entry, makers: string[]): Fact[] {
  const step = settledAs[entry.event];
  const kind = step ? 'commitment_settled' : 'commitment_changed';
  const { dueOn } = entry.after;
  const people = [...new Set([entry.ownerId, ...makers].filter((id) => id !== null))];
  return people.map((personId) => ({
    ...about(entry, 'commitment'),
    personId,
    fact: `${kind}:${entry.subjectId}:${entry.at}`,
    kind,
    params: step ? { step } : typeof dueOn === 'string' ? { dueOn } : {},
  }));
}

/** What the journal's entries of one command tell whom. Nobody is told of what they did themselves. */
export function factsOf(entries: Entry[], participantsOf: (subjectId: string) => string[] = () => []): Fact[] {
  const facts = entries.flatMap((entry): Fact[] => {
    if (entry.event === 'visit.commented') return ofComment(entry, 'visit', participantsOf(entry.subjectId));
    if (entry.event === 'opportunity.commented')
      return ofComment(entry, 'opportunity', participantsOf(entry.subjectId));
    if (entry.event.startsWith('opportunity.approval_')) return ofApproval(entry);
    if (entry.event.startsWith('certificate.evidence_')) return ofEvidence(entry);
    if (entry.event === 'visit.reacted') return ofReaction(entry);
    if (entry.event === 'visit.joined')
      return ofPlan(entry, 'visit_joined', texts(entry.after.personIds), entry.after.plannedAt);
    if (entry.event === 'visit.cancelled' || entry.event === 'visit.deleted')
      return ofCancelling(entry, participantsOf(entry.subjectId));
    if (entry.event === 'visit.restored') return ofReturn(entry, participantsOf(entry.subjectId));
    if (entry.event === 'visit.check_explained') return ofExplanation(entry, participantsOf(entry.subjectId));
    if (entry.event === 'visit.rescheduled') return ofMove(entry, participantsOf(entry.subjectId));
    if (settledAs[entry.event] || entry.event === 'commitment.changed')
      return ofPromise(entry, participantsOf(entry.subjectId));
    const as = single[entry.event];
    if (!as || !entry.ownerId) return [];
    const when = eachTime.includes(as.kind) ? `:${entry.at}` : '';
    const fact = `${as.kind}:${entry.subjectId}${when}`;
    return [{ ...about(entry, as.subject), personId: entry.ownerId, fact, kind: as.kind, params: {} }];
  });
  const actors = new Set(entries.map((entry) => entry.actorId));
  return [...facts, ...ofMany(entries)].filter(({ personId }) => !actors.has(personId));
}
