import type { MessageKey } from '../zh-CN/all';
import { common } from './common';
import { shell } from './shell';

export const all = {
  ...common,
  ...shell,
} satisfies Record<MessageKey, string>;
