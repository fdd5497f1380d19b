import type { Context } from '~/core/context.server';
import type { Result } from '~/core/result';
import { restoreAccount } from '~/features/accounts/commands/delete.server';
import { restoreFile } from '~/features/attachments/commands/restore.server';
import { restoreComment } from '~/features/coaching/commands/comments.server';
import { restoreContact } from '~/features/contacts/commands/delete.server';
import { restoreInteraction } from '~/features/interactions/commands/remove.server';
import { restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import type { RecycleKind } from '~/features/timeline/recycled';
import { restoreMove } from '~/features/visits/commands/competitor-moves.server';
import { restoreVisit } from '~/features/visits/commands/remove.server';

export const restoreByKind: Record<RecycleKind, (ctx: Context, id: string) => Promise<Result<unknown>>> = {
  account: restoreAccount,
  contact: restoreContact,
  opportunity: restoreOpportunity,
  visit: restoreVisit,
  interaction: restoreInteraction,
  file: restoreFile,
  move: restoreMove,
  comment: restoreComment,
};
