import { common } from './common';
import { shell } from './shell';

/** Every word a person reads. One line per feature file, in feature order. */
export const all = {
  ...common,
  ...shell,
};

export type Catalogue = typeof all;
export type MessageKey = keyof Catalogue;
