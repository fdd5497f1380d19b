import { Form, Link, useLocation } from '@remix-run/react';
import { ListFilter, Search, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useT } from '~/core/i18n';
import { Button, ButtonLink, SubmitButton } from './button';
import { FormScopeContext } from './form-scope';
import { withParams } from './params';

export type FilterChip = { param: string; label: string; value: ReactNode };

type FilterBarProps = {
  search?: { param: string; placeholder: string };
  chips?: FilterChip[];
  /** The count and the sum of what passes. */
  summary?: ReactNode;
  /** Before the chips: a saved-view menu. */
  lead?: ReactNode;
  /** Parameters that survive a change of filters. */
  keep?: string[];
  /** The fields of the filter form; they start with what the URL says. */
  children?: ReactNode;
};

const paging = { after: null, before: null, peek: null };

/** Filters live in the URL: chips are links that take one away, the form is a GET. */
export function FilterBar({
  search,
  chips = [],
  summary,
  lead,
  keep = ['sort', 'view', 'shape'],
  children,
}: FilterBarProps) {
  const t = useT();
  const location = useLocation();
  const params = new URLSearchParams(location.search);
  const kept = (names: string[]) =>
    [...params]
      .filter(([name]) => names.includes(name))
      .map(([name, value]) => <Kept key={name + value} {...{ name, value }} />);
  const chipParams = chips.map((chip) => chip.param);
  const panel = useRef<HTMLDetailsElement>(null);

  return (
    <div className="flex flex-wrap items-center gap-2">
      {lead}
      {search && (
        <Form role="search" className="relative max-sm:w-full" onSubmit={(event) => event.currentTarget.blur()}>
          {kept([...keep, ...chipParams])}
          <Search
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-[15px] text-ink-3"
          />
          <input
            key={params.get(search.param)}
            type="search"
            name={search.param}
            defaultValue={params.get(search.param) ?? ''}
            placeholder={search.placeholder}
            aria-label={search.placeholder}
            data-key="/"
            maxLength={100}
            className="control !h-7 w-56 !pl-8 text-sm max-sm:!h-11 max-sm:w-full max-sm:!pl-9"
          />
        </Form>
      )}
      {chips.map((chip) => (
        <span
          key={chip.param}
          className="inline-flex h-7 max-w-full items-center rounded-md border border-line-strong bg-surface pl-2.5 text-sm max-sm:h-11 max-sm:rounded-xl"
        >
          <span className="truncate">
            <span className="text-ink-2">{t('shell.filter_label', { label: chip.label })}</span>
            {chip.value}
          </span>
          <Link
            to={withParams(location.search, { ...paging, [chip.param]: null })}
            preventScrollReset
            aria-label={t('common.remove_filter', { label: chip.label })}
            className="ml-0.5 flex h-full w-7 items-center justify-center text-ink-3 hover:text-ink max-sm:w-11"
          >
            <X aria-hidden="true" className="text-[13px]" />
          </Link>
        </span>
      ))}
      {children && (
        <details ref={panel} className="relative">
          <summary className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-ink-2 hover:bg-sunken hover:text-ink max-sm:h-11 max-sm:rounded-xl max-sm:border max-sm:border-line-strong max-sm:bg-surface max-sm:px-3">
            <ListFilter aria-hidden="true" className="text-[15px]" />
            {t('common.filter')}
          </summary>
          <div className="absolute top-full left-0 z-30 mt-1 w-80 rounded-[10px] border border-line bg-raised p-3 shadow-pop animate-fade max-sm:fixed max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:z-50 max-sm:max-h-[85dvh] max-sm:w-auto max-sm:overflow-y-auto max-sm:rounded-b-none max-sm:rounded-t-2xl max-sm:p-4 max-sm:pb-[max(16px,env(safe-area-inset-bottom))]">
            <Form key={location.search} className="grid gap-3" onSubmit={() => panel.current?.removeAttribute('open')}>
              {kept([...keep, ...(search ? [search.param] : [])])}
              <FormScopeContext.Provider value={{ errors: {}, values: Object.fromEntries(params), busy: false }}>
                {children}
              </FormScopeContext.Provider>
              <div className="flex items-center gap-2">
                <SubmitButton>{t('common.apply')}</SubmitButton>
                <ButtonLink variant="ghost" to={location.pathname}>
                  {t('common.clear_filters')}
                </ButtonLink>
                <Button
                  variant="ghost"
                  className="ml-auto sm:hidden"
                  onClick={() => panel.current?.removeAttribute('open')}
                >
                  {t('common.close')}
                </Button>
              </div>
            </Form>
          </div>
        </details>
      )}
      {summary && <span className="num ml-auto text-xs text-ink-2">{summary}</span>}
    </div>
  );
}

const Kept = ({ name, value }: { name: string; value: string }) => <input type="hidden" name={name} value={value} />;
