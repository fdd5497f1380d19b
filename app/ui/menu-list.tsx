import { useNavigate, useSubmit } from '@remix-run/react';
import clsx from 'clsx';
import { DropdownMenu } from 'radix-ui';
import type { MenuEntry } from './menu';

/** Loaded when a menu is first opened. */
export default function MenuList({
  label,
  items,
  onClose,
}: {
  label: string;
  items: MenuEntry[];
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const submit = useSubmit();
  const choose = (item: Exclude<MenuEntry, 'line'>) => {
    if (item.to && item.reload) window.location.assign(item.to);
    else if (item.to) navigate(item.to);
    if (item.post) submit(item.post.fields ?? {}, { method: 'post', action: item.post.action, navigate: false });
    item.onSelect?.();
  };
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      {/* The button itself is outside: this is only where the list hangs. */}
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          aria-label={label}
          className="z-50 min-w-44 rounded-[10px] border border-line bg-raised p-1.5 shadow-pop animate-fade"
        >
          {items.map((item, index) =>
            item === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
              <DropdownMenu.Separator key={index} className="my-1 h-px bg-line" />
            ) : (
              <DropdownMenu.Item
                key={item.label}
                onSelect={() => choose(item)}
                className={clsx(
                  'flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 outline-none data-highlighted:bg-sunken max-sm:h-11',
                  item.danger && 'text-bad-ink',
                )}
              >
                {item.icon && <item.icon aria-hidden="true" className="text-[15px] opacity-80" />}
                {item.label}
                {item.keys && <span className="ml-auto pl-4 text-xs text-ink-3">{item.keys}</span>}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
