export const assignmentRoles = ['primary', 'backup', 'solution', 'service'] as const;
export type AssignmentRole = (typeof assignmentRoles)[number];
