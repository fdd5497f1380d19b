import * as z from 'zod';
import { id } from '~/core/fields';

export const talkInput = z.object({ id, personId: id });
