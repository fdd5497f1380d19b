import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { nameIn } from '~/features/certification/named';
import { listRules, type Rule } from '~/features/rewards/queries/rules.server';
import { RewardsTabs } from '~/features/rewards/rewards-tabs';
import { RuleState } from '~/features/rewards/rule-state';
import { amountTold } from '~/features/rewards/told';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Award, Plus } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return { rules: await listRules(ctx), day: today(ctx.now), newId: newId() };
}

export default function Rules() {
  const t = useT();
  const f = useFormat();
  const { rules, day, newId } = useLoaderData<typeof loader>();
  const period = (row: Rule) => `${f.day(row.startsOn)} – ${f.day(row.endsOn)}`;
  const columns: Column<Rule>[] = [
    { id: 'name', header: t('reward_rule.name'), cell: (row) => nameIn(f.locale, row), primary: true },
    {
      id: 'edition',
      header: t('reward.rule'),
      cell: (row) => t('reward_rule.edition', { n: row.edition }),
      width: 100,
    },
    { id: 'milestone', header: t('reward.milestone'), cell: (row) => t(`reward.milestone.${row.milestone}`) },
    { id: 'amount', header: t('reward.points'), cell: (row) => amountTold(row.amount, t, f), align: 'right' },
    { id: 'period', header: t('reward_rule.period'), cell: period, width: 240 },
    { id: 'state', header: t('reward.state'), cell: (row) => <RuleState rule={row} day={day} />, width: 110 },
  ];
  const add = (
    <ButtonLink to={`/rewards/rules/${newId}?new=1`} variant="primary" icon={Plus}>
      {t('reward_rule.new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHead title={t('reward.keep')} back="/rewards" tabs={<RewardsTabs active="rules" />}>
        {add}
      </PageHead>
      <PageBody>
        <DataTable
          label={t('reward_rule.list')}
          rows={rules}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/rewards/rules/${row.id}`}
          card={(row) => (
            <RowCard
              title={nameIn(f.locale, row)}
              sub={t(`reward.milestone.${row.milestone}`)}
              right={t('reward_rule.edition', { n: row.edition })}
              badge={<RuleState rule={row} day={day} />}
              meta={`${amountTold(row.amount, t, f)} · ${period(row)}`}
            />
          )}
          empty={
            <EmptyState icon={Award} title={t('reward_rule.empty')} action={add}>
              {t('reward_rule.empty_hint')}
            </EmptyState>
          }
        />
      </PageBody>
    </>
  );
}
