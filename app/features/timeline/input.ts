import * as z from 'zod';
import { choice, id } from '~/core/fields';
import { recycleKinds } from './recycled';

export const restoreInput = z.object({ kind: choice(recycleKinds), id });
