import type { form as zh } from '../zh-CN/form';

export const form = {
  'error.invalid': 'Something needs mending',
  'error.stale':
    'Somebody changed this record while you were editing. Your text is still here: compare, then save again.',
  'error.account_deleted': 'Its account is in the recycle bin, or out of your scope: restore that first',
  'error.required': 'Please fill this in',
  'error.choose': 'Please choose',
  'error.too_long': 'Too long',
  'error.characters': 'Contains characters that cannot be stored',
  'error.version': 'This page is out of date. Reload and try again.',
  'error.day': 'Not a valid date',
  'error.moment': 'Not a valid date and time',
  'error.money': 'Not a valid amount; write 320000 or 3200.50',
  'error.number': 'Not a number',
  'error.integer': 'Enter a whole number',
  'error.range': 'Out of range',
} as const satisfies Record<keyof typeof zh, string>;
