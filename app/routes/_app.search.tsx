import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { searchInput } from '~/features/search/input';
import { search } from '~/features/search/queries.server';
import { perKind, type SearchGroup, type SearchKind, searchKinds } from '~/features/search/rules';
import { translate } from '~/locales/translate.server';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Building2, type Icon, MapPinCheck, Search, SearchX, Target, UserRound, UsersRound } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Tabs } from '~/ui/tabs';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { q, kinds } = searchInput.parse(Object.fromEntries(new URL(request.url).searchParams));
  const groups = await search(ctx, { q, kinds, limit: perKind.page });
  return {
    q: q.trim(),
    kind: kinds.length === 1 ? (kinds[0] ?? null) : null,
    groups,
    title: translate(ctx.actor.locale)('search.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.q ? `${data.q} · ${data.title}` : data?.title },
];

const icons: Record<SearchKind, Icon> = {
  account: Building2,
  contact: UserRound,
  opportunity: Target,
  visit: MapPinCheck,
  person: UsersRound,
};

export default function SearchPage() {
  const t = useT();
  const { q, kind, groups } = useLoaderData<typeof loader>();
  const to = (chosen: SearchKind | null) =>
    `/search?${new URLSearchParams({ q, ...(chosen && { kinds: chosen }) }).toString()}`;
  return (
    <>
      <PageHead
        title={t('search.title')}
        tabs={
          q && (
            <Tabs
              label={t('search.kinds')}
              items={[
                { to: to(null), label: t('common.all'), active: kind === null },
                ...searchKinds.map((one) => ({ to: to(one), label: t(`palette.kind.${one}`), active: kind === one })),
              ]}
            />
          )
        }
      />
      <PageBody narrow>
        <Form role="search" className="flex gap-2">
          {kind && <input type="hidden" name="kinds" value={kind} />}
          <div className="relative min-w-0 flex-1">
            <Search className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-[16px] text-ink-3" />
            <input
              key={q}
              type="search"
              name="q"
              defaultValue={q}
              maxLength={100}
              data-key="/"
              // biome-ignore lint/a11y/noAutofocus: the page exists to type here
              autoFocus={!q}
              aria-label={t('search.placeholder')}
              placeholder={t('search.placeholder')}
              className="control w-full !pl-9"
            />
          </div>
          <SubmitButton>{t('common.search')}</SubmitButton>
        </Form>
        {groups.map((group) => (
          <Group key={group.kind} group={group} to={to(group.kind)} whole={kind !== null} />
        ))}
        {q && groups.length === 0 && (
          <EmptyState icon={SearchX} title={t('search.nothing', { q })}>
            {t('search.nothing_hint')}
          </EmptyState>
        )}
        {!q && (
          <EmptyState icon={Search} title={t('search.start')}>
            {t('search.start_hint')}
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}

function Group({ group, to, whole }: { group: SearchGroup; to: string; whole: boolean }) {
  const t = useT();
  const Icon = icons[group.kind];
  const shown = whole ? group.items : group.items.slice(0, perKind.palette);
  return (
    <Card
      padded={false}
      title={t(`palette.kind.${group.kind}`)}
      action={
        shown.length < group.items.length && (
          <Link to={to} className="flex min-h-7 items-center text-brand-ink hover:underline max-sm:min-h-11">
            {t('search.show_more')}
          </Link>
        )
      }
    >
      <ul className="divide-y divide-line border-t border-line">
        {shown.map((item) => (
          <li key={item.id}>
            <Link
              to={item.to}
              className="flex min-h-10 items-center gap-2.5 px-3 py-1.5 hover:bg-sunken max-sm:min-h-13 max-sm:px-4"
            >
              <Icon className="shrink-0 text-[16px] text-ink-3" />
              <span className="min-w-0 truncate font-medium max-sm:flex-1">{item.title}</span>
              {item.sub && <span className="ml-auto max-w-1/2 truncate text-xs text-ink-3">{item.sub}</span>}
            </Link>
          </li>
        ))}
      </ul>
      {whole && group.items.length === perKind.page && (
        <p className="border-t border-line px-3 py-2 text-xs text-ink-3">{t('search.narrow', { n: perKind.page })}</p>
      )}
    </Card>
  );
}
