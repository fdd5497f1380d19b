import * as z from 'zod';
import { checkbox, choice, line, versionOrNew } from '~/core/fields';
import { roles } from '~/features/people/rules';

export const codeInput = z.object({ code: line(40) });
export const secondStepInput = codeInput.extend({ to: z.string().max(2000).optional().catch(undefined) });

/** Signing out everywhere; `keys` ends programs too. */
export const endAllInput = z.object({ keys: checkbox });

export const policyInput = z.object({
  version: versionOrNew,
  requiredRoles: z.preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z.array(choice(roles)).max(roles.length),
  ),
});
export type PolicyInput = z.output<typeof policyInput>;
