import * as z from 'zod';
import { checkbox } from '~/core/fields';

export const feedInput = z.object({ showsDetails: checkbox });
export type FeedInput = z.output<typeof feedInput>;
