import clsx from 'clsx';
import type { TextareaHTMLAttributes } from 'react';
import { useControl } from './form-scope';

/** Grows with its text where the browser can. */
export function Textarea({ rows = 3, className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <textarea
      rows={rows}
      {...rest}
      {...useControl(rest)}
      className={clsx('control !h-auto py-2 [field-sizing:content]', className)}
      style={{ minHeight: `${rows * 1.5 + 1.25}em` }}
    />
  );
}
