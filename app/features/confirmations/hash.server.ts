import { createHash } from 'node:crypto';

/** How a code is kept and looked for. */
export const hashCode = (code: string) => createHash('sha256').update(`visit ${code}`).digest('hex');
