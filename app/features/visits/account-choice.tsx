import { Form, useSubmit } from '@remix-run/react';
import { useRef } from 'react';
import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Building2, ChevronRight, Search } from '~/ui/icons';
import { Link } from '~/ui/link';

type AccountChoiceProps = {
  q: string;
  /** Parameters of this page that outlive the choice. */
  keep: Record<string, string>;
  accounts: { id: string; name: string; ownerName: string | null }[];
};

const pauseMs = 200;

/** First the account: a search that answers while typing, or after a press of Enter before JavaScript. */
export function AccountChoice({ q, keep, accounts }: AccountChoiceProps) {
  const t = useT();
  const submit = useSubmit();
  const waiting = useRef<number>();
  const to = (id: string) => `?${new URLSearchParams({ ...keep, account: id })}`;
  return (
    <div className="grid gap-4">
      <Form
        role="search"
        className="relative flex gap-2"
        onChange={(event) => {
          const form = event.currentTarget;
          window.clearTimeout(waiting.current);
          waiting.current = window.setTimeout(() => submit(form, { replace: true }), pauseMs);
        }}
      >
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Search className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-[16px] text-ink-3" />
        <input
          type="search"
          name="q"
          defaultValue={q}
          aria-label={t('visit.search_account')}
          placeholder={t('visit.search_account')}
          maxLength={100}
          autoComplete="off"
          data-key="/"
          className="control !h-11 !pl-10"
        />
        <span className="hidden noscript:block">
          <Button type="submit" size="lg">
            {t('common.search')}
          </Button>
        </span>
      </Form>
      <Card title={q ? t('visit.found_accounts') : t('visit.recent_accounts')} padded={false}>
        {accounts.length === 0 && (
          <EmptyState icon={Building2} title={t('visit.no_account_found')}>
            {t('visit.no_account_hint')}
          </EmptyState>
        )}
        <ul className="divide-y divide-line">
          {accounts.map(({ id, name, ownerName }) => (
            <li key={id}>
              <Link
                to={to(id)}
                prefetch="intent"
                className="flex min-h-11 items-center gap-3 px-3 py-2 hover:bg-sunken max-sm:min-h-13 max-sm:px-4"
              >
                <Building2 className="text-[16px] text-ink-3" />
                <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
                {ownerName && <span className="text-xs text-ink-3">{ownerName}</span>}
                <ChevronRight className="text-[16px] text-ink-3" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
