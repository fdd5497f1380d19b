import { lazy, Suspense, useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { useControl } from './form-scope';
import { useHydrated } from './hydrated';
import { ChevronsUpDown } from './icons';
import { Select } from './select';

export type ComboOption = { value: string; label: string; hint?: string };
type ComboboxProps = {
  options: readonly ComboOption[];
  /** Asked with `?q=`, answers `{ options }`. */
  load?: string;
  /** Asks as soon as it opens, with nothing typed. */
  eager?: boolean;
  /** Opens upwards: at the bottom of the window. */
  up?: boolean;
  name?: string;
  defaultValue?: string;
  placeholder?: string;
  /** May be left empty again. */
  clearable?: boolean;
  onChoose?: (option: ComboOption | null) => void;
  'aria-label'?: string;
};

const loadList = () => import('./combobox-list');
const ComboboxList = lazy(loadList);

/** A native select before JavaScript, a search box after; either way one value under one name. */
export function Combobox({
  options,
  load,
  eager = false,
  up = false,
  placeholder,
  clearable = true,
  onChoose,
  ...own
}: ComboboxProps) {
  const t = useT();
  const hydrated = useHydrated();
  const control = useControl(own);
  const start = String(control.defaultValue ?? '');
  const [chosen, setChosen] = useState<ComboOption | null>(options.find((option) => option.value === start) ?? null);
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement | null>(null);
  const hint = placeholder ?? t('common.choose');
  if (!hydrated) {
    return <Select {...own} options={options} placeholder={hint} />;
  }

  const { name, onChange: _change, onBlur: _blur, ref, defaultValue: _start, required: _required, ...shown } = control;
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div className="relative">
      <input type="hidden" name={name} value={chosen?.value ?? ''} />
      <button
        ref={(element) => {
          opener.current = element;
          ref?.(element);
        }}
        type="button"
        {...shown}
        aria-haspopup="listbox"
        aria-expanded={open}
        onPointerEnter={loadList}
        onFocus={loadList}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => event.key === 'ArrowDown' && setOpen(true)}
        className="control flex items-center gap-2 text-left"
      >
        <span className={chosen ? 'min-w-0 flex-1 truncate' : 'min-w-0 flex-1 truncate text-ink-3'}>
          {chosen?.label ?? hint}
        </span>
        <ChevronsUpDown className="text-[14px] text-ink-3" />
      </button>
      {open && (
        <Suspense fallback={null}>
          <ComboboxList
            options={options}
            load={load}
            eager={eager}
            up={up}
            chosen={chosen?.value}
            clearable={clearable}
            onClose={close}
            onChoose={(option) => {
              setChosen(option);
              onChoose?.(option);
              close();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
