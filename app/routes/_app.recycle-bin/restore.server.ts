import type { Context } from '~/core/context.server';
import type { Result } from '~/core/result';
import { restoreAccount } from '~/features/accounts/commands/delete.server';
import { restoreContact } from '~/features/contacts/commands/delete.server';
import { restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import type { RecycleKind } from '~/features/timeline/recycled';
import { restoreVisit } from '~/features/visits/commands/remove.server';

export const restoreByKind: Record<RecycleKind, (ctx: Context, id: string) => Promise<Result<unknown>>> = {
  account: restoreAccount,
  contact: restoreContact,
  opportunity: restoreOpportunity,
  visit: restoreVisit,
};
