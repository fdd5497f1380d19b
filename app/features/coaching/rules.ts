export const reactions = ['like', 'learnt', 'help'] as const;
export type Reaction = (typeof reactions)[number];

/** What a lead looks at on a joint visit. */
export const aspects = ['preparation', 'questions', 'listening', 'value', 'next_step'] as const;
export type Aspect = (typeof aspects)[number];
/** Of what was scored; never added up: it is for talking about, not for comparing people. */
export type Aspects = Partial<Record<Aspect, { score: number | null; note: string | null }>>;

/** A slip of the pen is mended within this time; afterwards others have read it. */
export const editMinutes = 15;

type Written = { authorId: string; createdAt: Date };
export const mayEdit = (comment: Written, personId: string, now: Date) =>
  comment.authorId === personId && now.getTime() - comment.createdAt.getTime() <= editMinutes * 60_000;

/** A question is answered by the owner, who may have a team there; the owner's own question by anybody else. */
export const mayAnswer = (question: { authorId: string; ownerId: string }, personId: string, isServing = false) =>
  question.authorId !== personId &&
  (isServing || question.ownerId === personId || question.authorId === question.ownerId);

export const isOpenQuestion = (comment: { isQuestion: boolean; answeredAt: Date | null }) =>
  comment.isQuestion && comment.answeredAt === null;

/** Leads read the visits of their people, others what is said about their own. */
export type Reading = 'team' | 'own';
export const shows = ['all', 'unread', 'questions', 'explained'] as const;
export type Show = (typeof shows)[number];
/** What leads alone look through: explanations of checks that nobody has accepted. */
export const showsOf = (reading: Reading) => shows.filter((show) => reading === 'team' || show !== 'explained');
export type StreamFilter = { show: Show; personId: string | null };

/** Nothing older counts as unread: a new lead does not begin with ten thousand visits. */
export const unreadDays = 30;
/** Counted no further. */
export const unreadCap = 99;
