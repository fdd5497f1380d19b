import { Form, useSubmit } from '@remix-run/react';
import { type ReactNode, useRef } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { distanceText } from '~/features/visits/directions';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Building2, ChevronRight, NotebookPen, Search } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { PlanData } from './route';

type AccountPicksProps = { page: PlanData; picks: NonNullable<PlanData['picks']> };
type Pick = { id: string; name: string };

const pauseMs = 200;

/** Whom to visit: those coverage asks for, those nearby, those seen lately; or anybody, by search. */
export function AccountPicks({ page: { keep, now }, picks }: AccountPicksProps) {
  const t = useT();
  const f = useFormat();
  const submit = useSubmit();
  const waiting = useRef<number>();
  const { q, found, suggested } = picks;
  const to = (id: string) => `/visits/plan?${new URLSearchParams({ ...keep, account: id })}`;
  const group = <P extends Pick>(title: string, list: P[], say: (one: P) => ReactNode) =>
    list.length > 0 && (
      <Card title={title} padded={false}>
        <ul className="divide-y divide-line">
          {list.map((one) => (
            <li key={one.id}>
              <Link
                to={to(one.id)}
                prefetch="intent"
                className="flex min-h-11 items-center gap-3 px-3 py-2 hover:bg-sunken max-sm:min-h-13 max-sm:px-4"
              >
                <span className="min-w-0 flex-1 truncate font-medium">{one.name}</span>
                <span className="shrink-0 text-xs text-ink-3">{say(one)}</span>
                <ChevronRight className="text-[16px] text-ink-3" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    );
  const isEmpty = found ? !found.length : !suggested || !Object.values(suggested).some((list) => list.length);
  return (
    <>
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
      {found && group(t('visit.found_accounts'), found, ({ ownerName }) => ownerName)}
      {suggested && (
        <>
          {group(t('plan.due'), suggested.due, ({ overdueDays = 0 }) => (
            <Badge tone="warn">{t('coverage.late', { n: overdueDays })}</Badge>
          ))}
          {group(t('plan.near'), suggested.near, ({ metres = 0 }) => distanceText(metres))}
          {group(t('plan.seen'), suggested.seen, ({ seenAt }) => seenAt && f.when(seenAt, now))}
        </>
      )}
      {isEmpty && (
        <EmptyState icon={Building2} title={q ? t('visit.no_account_found') : t('plan.nobody')}>
          {q ? t('visit.no_account_hint') : t('plan.nobody_hint')}
        </EmptyState>
      )}
      <Link
        to={`/visits/new?${new URLSearchParams({ ...keep, mode: 'log' })}`}
        className="flex items-center justify-center gap-2 py-2 text-brand-ink hover:underline max-sm:py-3"
      >
        <NotebookPen className="text-[16px]" />
        {t('visit.log')}
      </Link>
    </>
  );
}
