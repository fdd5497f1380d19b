import { common } from './common';
import { form } from './form';
import { review } from './review';
import { shell } from './shell';
import { signIn } from './sign-in';

/** Every word a person reads. One line per feature file, in feature order. */
export const all = {
  ...common,
  ...form,
  ...review,
  ...shell,
  ...signIn,
};

export type Catalogue = typeof all;
export type MessageKey = keyof Catalogue;
