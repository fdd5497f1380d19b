import * as z from 'zod';

/** What a certificate is known by, the same however it is typed. */
export const certificateCode = z
  .string({ error: 'error.required' })
  .trim()
  .min(1, 'error.required')
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.+-]{0,39}$/u, 'person.certificate_code')
  .transform((code) => code.replace(/ +/g, ' ').toUpperCase());
