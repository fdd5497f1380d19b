import * as z from 'zod';
import { checkbox, choice, id, line, optionalInteger, version } from '~/core/fields';
import { viewPages, viewQuery } from './rules';

const query = z.string({ error: 'error.required' }).max(2000, 'error.too_long').transform(viewQuery);
const said = {
  name: line(40),
  /** Everybody in this unit and below; nobody else when left out. */
  sharedUnitId: optionalInteger(1, 2 ** 31 - 1),
  isPinned: checkbox,
};

export const viewInput = z.object({ id, page: choice(viewPages), query, ...said });
export type NewView = z.output<typeof viewInput>;

export const viewEdit = z.object({ version, ...said });
export type ViewEdit = z.output<typeof viewEdit>;

/** The filters, the order and the columns a view shall have from now on. */
export const viewOverwrite = z.object({ version, query });
export type ViewOverwrite = z.output<typeof viewOverwrite>;

export const viewDeletion = z.object({ version });
