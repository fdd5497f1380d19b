import { createHash } from 'node:crypto';

/** The key of the deal that moves a customer off an offering: always the same one, so that it is made once. */
export function migrationId(offeringId: string, accountId: string): string {
  const hex = createHash('sha256').update(`migrate ${offeringId} ${accountId}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${offeringId.slice(0, 13)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
