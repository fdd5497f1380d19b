import { Command } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import type { ComboOption } from './combobox';
import { Check } from './icons';
import { Spinner } from './spinner';

type ListProps = {
  options: readonly ComboOption[];
  load?: string;
  eager: boolean;
  up: boolean;
  chosen?: string;
  clearable: boolean;
  onChoose: (option: ComboOption | null) => void;
  onClose: () => void;
};

/** What the server finds for `query`; the given options while nothing is typed, unless it is eager. */
function useOptions(options: readonly ComboOption[], load: string | undefined, eager: boolean, query: string) {
  const [found, setFound] = useState<readonly ComboOption[] | null>(null);
  const remote = load !== undefined && (eager || query !== '');
  useEffect(() => {
    setFound(null);
    if (!load || !remote) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      fetch(`${load}${load.includes('?') ? '&' : '?'}q=${encodeURIComponent(query)}`, { signal: stop.signal })
        .then((answer) => (answer.ok ? answer.json() : { options: [] }))
        .then((data: { options: ComboOption[] }) => setFound(data.options))
        .catch(() => {}); // superseded by a later query, or no network: the list stays as it was
    }, 100);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [load, query, remote]);
  if (remote) return { list: found ?? [], waiting: found === null };
  const wanted = query.toLowerCase();
  return {
    list: options.filter(({ label, hint = '' }) => `${label} ${hint}`.toLowerCase().includes(wanted)),
    waiting: false,
  };
}

export default function ComboboxList({ options, load, eager, up, chosen, clearable, onChoose, onClose }: ListProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const { list, waiting } = useOptions(options, load, eager, typed.trim());
  useEffect(() => {
    box.current?.querySelector('input')?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [onClose]);
  const row =
    'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 aria-selected:bg-brand-soft aria-selected:text-brand-ink max-sm:min-h-11';
  return (
    <div
      ref={box}
      className={`absolute inset-x-0 ${up ? 'bottom-full mb-1' : 'top-full mt-1'} z-40 min-w-60 overflow-hidden rounded-[10px] border border-line bg-raised shadow-pop animate-fade`}
    >
      <Command
        shouldFilter={false}
        loop
        label={t('common.search')}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Tab') {
            event.stopPropagation();
            onClose();
          }
        }}
      >
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          maxLength={100}
          placeholder={t('common.type_to_search')}
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none max-sm:h-12"
        />
        <Command.List className="max-h-64 overflow-y-auto p-1.5">
          {waiting && (
            <div className="flex justify-center py-3 text-ink-3">
              <Spinner />
            </div>
          )}
          {!waiting && list.length === 0 && <p className="px-2 py-3 text-center text-ink-3">{t('common.no_match')}</p>}
          {clearable && chosen && !typed && (
            <Command.Item value="-" onSelect={() => onChoose(null)} className={`${row} text-ink-3`}>
              {t('common.none')}
            </Command.Item>
          )}
          {list.map((option) => (
            <Command.Item key={option.value} value={option.value} onSelect={() => onChoose(option)} className={row}>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{option.label}</span>
                {option.hint && <span className="block truncate text-xs text-ink-3">{option.hint}</span>}
              </span>
              {option.value === chosen && <Check className="text-[14px]" />}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </div>
  );
}
