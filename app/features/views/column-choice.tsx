import { Form, useLocation } from '@remix-run/react';
import { useRef } from 'react';
import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { useCloseOutside } from '~/ui/close-outside';
import { SlidersHorizontal } from '~/ui/icons';
import type { ColumnsChosen } from './use-columns';

/** The columns of a list, in a panel below their button. */
export function ColumnChoice({ choice }: { choice: ColumnsChosen }) {
  const t = useT();
  const box = useRef<HTMLDetailsElement>(null);
  useCloseOutside(box);
  return (
    <details ref={box} className="relative max-sm:hidden">
      <summary className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-ink-2 hover:bg-sunken hover:text-ink">
        <SlidersHorizontal className="text-[14px]" />
        {t('common.columns')}
      </summary>
      <ColumnTicks
        choice={choice}
        className="absolute top-full right-0 z-30 mt-1 grid min-w-44 rounded-[10px] border border-line bg-raised p-1.5 text-sm text-ink shadow-pop animate-fade"
      />
    </details>
  );
}

/** The columns of a list, to be ticked. Before JavaScript it is a form that writes them into the address. */
export function ColumnTicks({
  choice: { choosable, shown, toggle },
  className,
}: {
  choice: ColumnsChosen;
  className: string;
}) {
  const t = useT();
  const { search } = useLocation();
  const others = [...new URLSearchParams(search)].filter(([name]) => name !== 'cols');
  return (
    <Form className={className}>
      {others.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="cols" value="" />
      {choosable.map(({ id, header }) => (
        <label
          key={id}
          className="flex h-8 items-center gap-2 rounded-md px-2 hover:bg-sunken max-sm:h-11 max-sm:px-0 max-sm:hover:bg-transparent"
        >
          <input
            type="checkbox"
            name="cols"
            value={id}
            checked={shown.includes(id)}
            onChange={() => toggle(id)}
            className="size-4 shrink-0 accent-brand max-sm:size-5"
          />
          <span className="min-w-0 truncate">{header}</span>
        </label>
      ))}
      <span className="hidden p-1 noscript:block">
        <Button type="submit" size="sm">
          {t('common.apply')}
        </Button>
      </span>
    </Form>
  );
}
