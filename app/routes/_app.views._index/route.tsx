import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { listViews } from '~/features/views/queries.server';
import { viewAddress } from '~/features/views/rules';
import { Badge } from '~/ui/badge';
import { IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Bookmark, Pencil, UsersRound } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const views = await listViews(ctx);
  return { views: views.map((view) => ({ ...view, isMine: view.ownerId === ctx.actor.personId })) };
}

export default function Views() {
  const t = useT();
  const { views } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('view.title')} />
      <PageBody narrow>
        <Card padded={false}>
          {views.length === 0 ? (
            <EmptyState icon={Bookmark} title={t('view.empty')}>
              {t('view.empty_hint')}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {views.map((view) => (
                <li key={view.id} className="flex min-h-11 items-center gap-3 px-3 py-1 max-sm:px-4">
                  <Link to={viewAddress(view)} className="min-w-0 flex-1 truncate font-medium hover:underline">
                    {view.name}
                  </Link>
                  <span className="text-xs text-ink-3">{t(`view.page.${view.page}`)}</span>
                  {view.sharedUnitId !== null && (
                    <Badge tone="brand" icon={UsersRound}>
                      {view.isMine
                        ? t('view.shared', { unit: view.unitName ?? '' })
                        : t('view.by', { name: view.ownerName ?? '' })}
                    </Badge>
                  )}
                  {view.isMine && <IconLink icon={Pencil} label={t('view.edit')} to={`/views/${view.id}`} />}
                </li>
              ))}
            </ul>
          )}
        </Card>
      </PageBody>
    </>
  );
}
