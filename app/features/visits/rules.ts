export const visitStatuses = ['planned', 'in_progress', 'completed', 'cancelled', 'missed'] as const;
export type VisitStatus = (typeof visitStatuses)[number];

export const visitTypes = ['first', 'routine', 'renewal', 'complaint', 'executive'] as const;
export type VisitType = (typeof visitTypes)[number];

export const channels = ['onsite', 'phone', 'video', 'business_hall', 'wechat', 'email'] as const;
export type Channel = (typeof channels)[number];

export const needKinds = ['explicit', 'latent'] as const;
export type NeedKind = (typeof needKinds)[number];
export const needStates = ['open', 'matched', 'met', 'dropped'] as const;
export type NeedState = (typeof needStates)[number];

export const commitmentSides = ['ours', 'theirs'] as const;
export type CommitmentSide = (typeof commitmentSides)[number];
export const commitmentStates = ['open', 'kept', 'broken', 'cancelled'] as const;
export type CommitmentState = (typeof commitmentStates)[number];
