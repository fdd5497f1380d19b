import { Form, useLocation, useNavigate } from '@remix-run/react';
import type { FormEvent, ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { Button, ButtonLink } from './button';
import { type FilterChip, FilterChips } from './filter-chips';
import { FormScopeContext } from './form-scope';
import { ListFilter, Search } from './icons';
import { Sheet } from './sheet';

export type { FilterChip };

type FilterBarProps = {
  search?: { param: string; placeholder: string };
  chips?: FilterChip[];
  /** The count and the sum of what passes. */
  summary?: ReactNode;
  /** Before the chips: a saved-view menu. */
  lead?: ReactNode;
  /** Beside the filters on the phone: what else can be done with the list. */
  more?: ReactNode;
  /** Parameters that survive a change of filters. */
  keep?: string[];
  /** The fields of the filter form; they start with what the URL says. */
  children?: ReactNode;
};

/** Filters live in the URL: chips are links that take one away, the form is a GET. */
export function FilterBar({
  search,
  chips = [],
  summary,
  lead,
  more,
  keep = ['sort', 'view', 'shape'],
  children,
}: FilterBarProps) {
  const t = useT();
  const location = useLocation();
  const params = new URLSearchParams(location.search);
  const apply = useTidyGet();

  return (
    <div className="flex flex-wrap items-center gap-2">
      {lead}
      {search && (
        <Form role="search" onSubmit={apply} className="relative max-sm:w-full">
          <Kept params={params} names={[...keep, ...chips.map((chip) => chip.param)]} />
          <Search className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-[15px] text-ink-3" />
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
      <div className="contents max-sm:-mx-4 max-sm:strip max-sm:flex max-sm:w-[calc(100%+2rem)] max-sm:gap-2 max-sm:px-4">
        <FilterChips chips={chips} />
        {/* half of what such a page consists of, and few open it */}
        {children && (
          <Sheet label={t('common.filter')} icon={ListFilter} param="filter" noScript={t('common.show_filters')}>
            {(close) => (
              <Form key={location.search} onSubmit={apply} className="grid gap-3">
                <Kept params={params} names={[...keep, ...(search ? [search.param] : [])]} />
                <FormScopeContext.Provider value={{ errors: {}, values: valuesOf(params), busy: false }}>
                  {children}
                </FormScopeContext.Provider>
                <div className="flex items-center gap-2">
                  <Button type="submit" variant="primary">
                    {t('common.apply')}
                  </Button>
                  <ButtonLink variant="ghost" to={location.pathname}>
                    {t('common.clear_filters')}
                  </ButtonLink>
                  <Button variant="ghost" className="ml-auto sm:hidden" onClick={close}>
                    {t('common.close')}
                  </Button>
                </div>
              </Form>
            )}
          </Sheet>
        )}
        {more}
      </div>
      {summary && <span className="num ml-auto text-xs text-ink-2">{summary}</span>}
    </div>
  );
}

/** Leaves empty fields out of the address; without JavaScript they stay in it, and mean the same. */
function useTidyGet() {
  const navigate = useNavigate();
  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const filled = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() ? [[name, value.trim()]] : [],
    );
    navigate(`?${new URLSearchParams(filled)}`);
  };
}

const valuesOf = (params: URLSearchParams) =>
  Object.fromEntries([...new Set(params.keys())].map((name) => [name, several(params.getAll(name))]));
const several = (values: string[]) => (values.length > 1 ? values : values[0]);

function Kept({ params, names }: { params: URLSearchParams; names: string[] }) {
  return [...params]
    .filter(([name]) => names.includes(name))
    .map(([name, value]) => <input key={`${name}=${value}`} type="hidden" name={name} value={value} />);
}
