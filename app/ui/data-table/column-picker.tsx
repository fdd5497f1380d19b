import { useRef } from 'react';
import { useT } from '~/core/i18n';
import { useCloseOutside } from '../close-outside';
import { SlidersHorizontal } from '../icons';

type ColumnPickerProps = {
  columns: { id: string; header: string }[];
  hidden: string[];
  toggle: (id: string) => void;
};

export function ColumnPicker({ columns, hidden, toggle }: ColumnPickerProps) {
  const t = useT();
  const box = useRef<HTMLDetailsElement>(null);
  useCloseOutside(box);
  return (
    <details ref={box} className="relative">
      <summary
        aria-label={t('common.columns')}
        title={t('common.columns')}
        className="flex size-6 items-center justify-center rounded-md text-ink-3 hover:bg-line hover:text-ink"
      >
        <SlidersHorizontal className="text-[14px]" />
      </summary>
      <div className="absolute top-full right-0 z-30 mt-1 grid min-w-44 rounded-[10px] border border-line bg-raised p-1.5 font-normal shadow-pop animate-fade">
        {columns.map(({ id, header }) => (
          <label key={id} className="flex h-8 items-center gap-2 rounded-md px-2 text-ink hover:bg-sunken">
            <input
              type="checkbox"
              checked={!hidden.includes(id)}
              onChange={() => toggle(id)}
              className="size-4 accent-brand"
            />
            {header}
          </label>
        ))}
      </div>
    </details>
  );
}
