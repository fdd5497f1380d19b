import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { countCap, readCursor } from '~/core/paging';
import { safeRedirect } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { settleCommitment } from '~/features/visits/commands/commitments.server';
import { CommitmentItem } from '~/features/visits/commitment-item';
import { commitmentInput } from '~/features/visits/input';
import { countCommitments, listCommitments } from '~/features/visits/queries/commitments.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { FormErrors } from '~/ui/form-errors';
import { CircleCheck, Globe, UserRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Tabs } from '~/ui/tabs';
import { ViewSwitch } from '~/ui/view-switch';

const shows = ['open', 'overdue', 'settled'] as const;
type Show = (typeof shows)[number];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'commitment.update');
  const { searchParams } = new URL(request.url);
  const wide = can(ctx.actor, 'visit.read');
  const reach = wide && searchParams.get('reach') === 'team' ? ('team' as const) : ('mine' as const);
  const show = shows.find((one) => one === searchParams.get('show')) ?? 'open';
  const page = { after: readCursor(searchParams.get('after')), before: readCursor(searchParams.get('before')) };
  const [list, open, overdue, settled] = await Promise.all([
    listCommitments(ctx, { reach, show }, page),
    countCommitments(ctx, { reach, show: 'open' }),
    countCommitments(ctx, { reach, show: 'overdue' }),
    countCommitments(ctx, { reach, show: 'settled' }),
  ]);
  return {
    ...list,
    maySettle: list.rows.map((row) => can(ctx.actor, 'commitment.update', row)),
    counts: { open, overdue, settled },
    reach,
    show,
    wide,
    day: today(ctx.now),
    now: ctx.now,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, commitmentInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await settleCommitment(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const back = safeRedirect(String(input.typed.back ?? ''), '/commitments');
  return redirectWithToast(back, { key: `commitment.done.${input.value.verb}` });
}

export default function Commitments() {
  const t = useT();
  const f = useFormat();
  const { rows, before, after, maySettle, counts, reach, show, wide, day, now } = useLoaderData<typeof loader>();
  const { pathname, search } = useLocation();
  const refusal = useActionData<Refused>();
  const to = (given: { reach?: string; show?: Show }) =>
    `/commitments?${new URLSearchParams({ reach, show, ...given })}`;
  const capped = (n: number) => (n > countCap ? `${f.number(countCap)}+` : f.number(n));
  const emptyTitle = {
    open: 'commitment.empty_open',
    overdue: 'commitment.empty_overdue',
    settled: 'commitment.empty_settled',
  } as const;
  return (
    <>
      <PageHead
        title={t('commitment.title')}
        views={
          wide && (
            <ViewSwitch
              label={t('visit.reach')}
              items={[
                { to: to({ reach: 'mine' }), label: t('commitment.mine'), icon: UserRound, active: reach === 'mine' },
                { to: to({ reach: 'team' }), label: t('commitment.team'), icon: Globe, active: reach === 'team' },
              ]}
            />
          )
        }
        tabs={
          <Tabs
            label={t('commitment.show')}
            items={shows.map((one) => ({
              to: to({ show: one }),
              label: t(`commitment.show.${one}`),
              count: capped(counts[one]),
              active: show === one,
            }))}
          />
        }
      />
      <PageBody className="max-w-[960px]">
        {refusal && <FormErrors refusal={refusal} />}
        <Card padded={false}>
          {rows.length === 0 && (
            <EmptyState icon={CircleCheck} title={t(emptyTitle[show])}>
              {show === 'open' && t('commitment.empty_open_hint')}
            </EmptyState>
          )}
          <ul className="divide-y divide-line" aria-label={t('commitment.list')}>
            {rows.map((commitment, i) => (
              <li key={commitment.id}>
                <CommitmentItem
                  commitment={commitment}
                  today={day}
                  now={now}
                  back={pathname + search}
                  maySettle={maySettle[i] ?? false}
                />
              </li>
            ))}
          </ul>
        </Card>
        <Pager before={before} after={after} />
      </PageBody>
    </>
  );
}
