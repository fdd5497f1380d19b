import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { listRuleNames, listRules } from '~/features/automation/queries.server';
import { actionText, eventText } from '~/features/automation/rule-words';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Workflow } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';
import { None } from '~/ui/value';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'automation.manage');
  const [rules, names] = await Promise.all([listRules(ctx), listRuleNames(ctx)]);
  return { rules, names, title: translate(ctx.actor.locale)('automation.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Rules() {
  const t = useT();
  const format = useFormat();
  const { rules, names } = useLoaderData<typeof loader>();
  type Row = (typeof rules)[number];
  const state = (row: Row) =>
    row.isActive && row.hasAuthorLeft ? (
      <Badge tone="bad">{t('automation.author_left')}</Badge>
    ) : (
      <Badge tone={row.isActive ? 'ok' : 'neutral'}>{t(row.isActive ? 'automation.on' : 'automation.off')}</Badge>
    );
  const does = (row: Row) => row.actions.map((action) => actionText(t, action, names)).join(t('journal.comma'));
  const columns: Column<Row>[] = [
    { id: 'name', header: t('automation.name'), cell: (row) => row.name, primary: true },
    { id: 'event', header: t('automation.when'), cell: (row) => eventText(t, row.event, row.days), width: 220 },
    { id: 'does', header: t('automation.then'), cell: does },
    { id: 'state', header: t('automation.state'), cell: state, width: 110 },
    { id: 'done', header: t('automation.fired'), cell: (row) => format.number(row.done), align: 'right', width: 110 },
    {
      id: 'failed',
      header: t('automation.failed'),
      cell: (row) => (row.failed ? format.number(row.failed) : <None />),
      align: 'right',
      width: 90,
    },
  ];
  return (
    <>
      <PageHead
        title={t('automation.title')}
        primary={{ to: '/automation/new', label: t('automation.new'), kbd: 'C' }}
      />
      <PageBody>
        <p className="text-ink-2">{t('automation.hint')}</p>
        <DataTable
          label={t('automation.title')}
          rows={rules}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.rule(row.id)}
          empty={
            <EmptyState
              icon={Workflow}
              title={t('automation.empty')}
              action={
                <ButtonLink to="/automation/new" variant="primary">
                  {t('automation.new')}
                </ButtonLink>
              }
            >
              {t('automation.empty_hint')}
            </EmptyState>
          }
          card={(row) => (
            <RowCard
              title={row.name}
              sub={eventText(t, row.event, row.days)}
              badge={state(row)}
              meta={<span>{does(row)}</span>}
            />
          )}
        />
      </PageBody>
    </>
  );
}
