import { useNavigate } from '@remix-run/react';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useT } from '~/core/i18n';
import type { Icon } from './icons';
import { Search } from './icons';
import { useFocusBack } from './use-focus-back';

export type PaletteCommand = {
  id: string;
  group: 'pages' | 'create' | 'commands';
  label: string;
  icon?: Icon;
  /** Other ways to name it: the other language, pinyin. */
  keywords?: string[];
  keys?: string;
  to?: string;
  run?: () => void;
};

type Found = { groups: { kind: string; items: { id: string; title: string; sub?: string; to: string }[] }[] };

const row =
  'flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 aria-selected:bg-brand-soft aria-selected:text-brand-ink max-sm:h-12';
const heading =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3';

/** Asks the server a breath after the last key; an answer that comes late is dropped. */
function useFound(query: string) {
  const [found, setFound] = useState<Found | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
    if (!query) {
      setFound(null);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/search.json?q=${encodeURIComponent(query)}`, { signal: stop.signal })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
        .then((data: Found) => setFound(data))
        .catch((error: Error) => {
          if (error.name !== 'AbortError') setFailed(true);
        });
    }, 80);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query]);
  return { found, failed };
}

const matches = ({ label, keywords = [] }: PaletteCommand, query: string) =>
  label.toLowerCase().includes(query) || keywords.some((word) => word.replace(/^\W+/, '').startsWith(query));

export default function Palette({ commands, onClose }: { commands: PaletteCommand[]; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const focusBack = useFocusBack();
  const [typed, setTyped] = useState('');
  const query = typed.trim();
  const { found, failed } = useFound(query);
  const choose = (target: { to?: string; run?: () => void }) => {
    onClose();
    if (target.to) navigate(target.to);
    target.run?.();
  };
  const shown = query ? commands.filter((command) => matches(command, query.toLowerCase())) : commands;
  const [picked, setPicked] = useState('');
  const group = found?.groups[0];
  const best = group?.items[0] ? `${group.kind}-${group.items[0].id}` : (shown[0]?.id ?? '');
  useEffect(() => setPicked(best), [best]);
  const nothing = query !== '' && found !== null && found.groups.length === 0 && shown.length === 0;
  const kind = (name: string) => (t.has(`palette.kind.${name}`) ? t.any(`palette.kind.${name}`) : name);

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/35 animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={focusBack}
          className="fixed z-50 bg-raised shadow-pop outline-none max-sm:inset-0 sm:top-[14dvh] sm:left-1/2 sm:w-160 sm:-translate-x-1/2 sm:overflow-hidden sm:rounded-xl sm:border sm:border-line sm:animate-fade"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Command
            shouldFilter={false}
            loop
            label={t('palette.title')}
            value={picked}
            onValueChange={setPicked}
            className="flex h-full flex-col"
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search className="text-[17px] text-ink-3" />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                maxLength={100}
                placeholder={t('palette.placeholder')}
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
              />
              <button type="button" onClick={onClose} className="h-11 px-2 text-brand-ink sm:hidden">
                {t('common.cancel')}
              </button>
            </div>
            <Command.List className="min-h-0 flex-1 overflow-y-auto p-1.5 sm:max-h-[52dvh]">
              {failed && <p className="px-2.5 py-2 text-warn-ink">{t('palette.failed')}</p>}
              {nothing && <p className="px-2.5 py-6 text-center text-ink-3">{t('palette.empty', { q: query })}</p>}
              {found?.groups.map((group) => (
                <Command.Group key={group.kind} heading={kind(group.kind)} className={heading}>
                  {group.items.map((item) => (
                    <Command.Item
                      key={item.id}
                      value={`${group.kind}-${item.id}`}
                      onSelect={() => choose(item)}
                      className={row}
                    >
                      <span className="min-w-0 truncate">{item.title}</span>
                      {item.sub && <span className="ml-auto max-w-1/2 truncate text-xs text-ink-3">{item.sub}</span>}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {(['create', 'pages', 'commands'] as const).map((group) => {
                const rows = shown.filter((command) => command.group === group);
                if (rows.length === 0) return null;
                return (
                  <Command.Group key={group} heading={t(`palette.${group}`)} className={heading}>
                    {rows.map((command) => (
                      <Command.Item
                        key={command.id}
                        value={command.id}
                        onSelect={() => choose(command)}
                        className={row}
                      >
                        {command.icon && <command.icon aria-hidden="true" className="text-[16px] text-ink-3" />}
                        {command.label}
                        {command.keys && <span className="ml-auto text-xs text-ink-3">{command.keys}</span>}
                      </Command.Item>
                    ))}
                  </Command.Group>
                );
              })}
            </Command.List>
            <p className="border-t border-line px-4 py-2 text-xs text-ink-3 max-sm:hidden">{t('palette.hint')}</p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
