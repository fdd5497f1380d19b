import * as z from 'zod';

export const signInInput = z.object({
  email: z.string({ error: 'error.required' }).trim().min(1, 'error.required').max(200, 'error.too_long'),
  password: z.string({ error: 'error.required' }).min(1, 'error.required').max(200, 'error.too_long'),
  to: z.string().max(2000).optional().catch(undefined),
});
export type SignInInput = z.output<typeof signInInput>;
