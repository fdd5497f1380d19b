/** `lapsed`: the deal went back or was closed, so what was asked for is void. */
export const approvalStates = ['pending', 'approved', 'returned', 'withdrawn', 'lapsed'] as const;
export type ApprovalState = (typeof approvalStates)[number];
/** `waiting`: somebody else's turn comes first; `skipped`: another's answer has settled it. */
export const stepStates = ['waiting', 'pending', 'approved', 'returned', 'skipped'] as const;
export type StepState = (typeof stepStates)[number];
