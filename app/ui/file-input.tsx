import clsx from 'clsx';
import { type InputHTMLAttributes, useState } from 'react';
import { useT } from '~/core/i18n';
import { useControl } from './form-scope';
import { Paperclip } from './icons';

/** The browser's own button speaks the browser's language, so ours lies over it. The form needs `encType="multipart/form-data"`. */
export function FileInput({ label, className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { label?: string }) {
  const t = useT();
  const [names, setNames] = useState<string[]>([]);
  const { defaultValue: _, ...control } = useControl(rest);
  return (
    <div
      className={clsx(
        'control relative flex items-center gap-2 border-dashed !px-3 focus-within:outline-2 focus-within:outline-brand',
        className,
      )}
    >
      <Paperclip className="text-[15px] text-ink-3" />
      <span className="font-medium text-brand-ink">{label ?? t('common.choose_file')}</span>
      <span className="truncate text-ink-3">{names.join(', ') || t('common.no_file')}</span>
      <input
        type="file"
        {...rest}
        {...control}
        onChange={(event) => {
          setNames([...(event.currentTarget.files ?? [])].map((file) => file.name));
          rest.onChange?.(event);
          control.onChange?.(event);
        }}
        className="absolute inset-0 cursor-pointer opacity-0"
      />
    </div>
  );
}
