/** What is talked about: a visit or a deal, named by its kind. */
export type TalkRef = { kind: 'visit' | 'opportunity'; id: string };
export type TalkSubject = TalkRef & { tenantId: number; unitId: number; ownerId: string; accountId: string };
