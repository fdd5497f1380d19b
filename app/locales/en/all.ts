import type { MessageKey } from '../zh-CN/all';
import { common } from './common';
import { form } from './form';
import { review } from './review';
import { shell } from './shell';
import { signIn } from './sign-in';

export const all = {
  ...common,
  ...form,
  ...review,
  ...shell,
  ...signIn,
} satisfies Record<MessageKey, string>;
