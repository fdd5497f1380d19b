import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { loadPerformance } from '~/features/performance/load.server';
import { Performance } from '~/features/performance/performance-page';
import { listTeam } from '~/features/performance/queries.server';
import { Person } from '~/ui/avatar';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'performance.read');
  const team = (await listTeam(ctx)).filter(({ id }) => id !== ctx.actor.personId);
  // who only leads others looks at them
  const sells = ctx.actor.roles.includes('account_manager');
  return { team, own: sells ? await loadPerformance(ctx, ctx.actor.personId) : null };
}

export default function OwnPerformance() {
  const t = useT();
  const { team, own } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('performance.title')} />
      <PageBody>
        {own && <Performance {...own} />}
        {(team.length > 0 || !own) && (
          <Card title={t('performance.team')} note={t('performance.team_hint')}>
            {team.length === 0 && <p className="text-ink-2">{t('performance.team_empty')}</p>}
            <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
              {team.map((one) => (
                <li key={one.id} className="flex min-h-11 items-center">
                  <Person name={one.name} sub={one.unit} to={`/performance/${one.id}`} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </PageBody>
    </>
  );
}
