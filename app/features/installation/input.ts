import * as z from 'zod';
import { integer } from '~/core/fields';

export const jobChoice = z.object({ job: integer(1, 2 ** 47) });
