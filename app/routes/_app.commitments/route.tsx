import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { isDay, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { sendOrKeep } from '~/core/offline/send-or-keep';
import { countCap, readCursor } from '~/core/paging';
import { safeRedirect } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { findAccount } from '~/features/accounts/queries.server';
import { settleCommitment } from '~/features/visits/commands/commitments.server';
import { commitmentInput } from '~/features/visits/commitment-input';
import { CommitmentItem } from '~/features/visits/commitment-item';
import { keepableSettling } from '~/features/visits/offline';
import { countCommitments, listCommitments } from '~/features/visits/queries/commitments.server';
import { findUnitsBelow } from '~/features/visits/queries/kept.server';
import { type CommitmentShow, commitmentShows, commitmentSides } from '~/features/visits/rules';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { FormErrors } from '~/ui/form-errors';
import { CircleCheck, Globe, Target, UserRound } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Tabs } from '~/ui/tabs';
import { ViewSwitch } from '~/ui/view-switch';

const tabs = ['open', 'overdue', 'broken', 'settled'] as const;

/** What the board is narrowed to besides, from an account's page or the kept rate. */
async function readNarrowing(ctx: Context, params: URLSearchParams) {
  const since = params.get('since');
  const [account, unit] = await Promise.all([
    findAccount(ctx, params.get('account') ?? ''),
    params.has('unit') ? findUnitsBelow(ctx, Number(params.get('unit')), params.has('alone')) : null,
  ]);
  if ((params.has('unit') && !unit) || (params.has('account') && !account)) throw notFound();
  return {
    account: account && { id: account.id, name: account.name },
    unit: unit && { name: unit.name },
    filter: {
      accountId: account?.id ?? null,
      unitIds: unit?.ids ?? null,
      dueSince: isDay(since ?? '') ? since : null,
      side: commitmentSides.find((one) => one === params.get('side')) ?? null,
    },
  };
}

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'commitment.update');
  const { searchParams } = new URL(request.url);
  const wide = can(ctx.actor, 'visit.read');
  const { account, unit, filter } = await readNarrowing(ctx, searchParams);
  const narrowed = Boolean(account || unit);
  const reach = wide && (narrowed || searchParams.get('reach') === 'team') ? ('team' as const) : ('mine' as const);
  const show = commitmentShows.find((one) => one === searchParams.get('show')) ?? 'open';
  const page = { after: readCursor(searchParams.get('after')), before: readCursor(searchParams.get('before')) };
  const [list, ...counted] = await Promise.all([
    listCommitments(ctx, { ...filter, reach, show }, page),
    ...tabs.map((tab) => countCommitments(ctx, { ...filter, reach, show: tab })),
  ]);
  return {
    ...list,
    maySettle: list.rows.map((row) => can(ctx.actor, 'commitment.update', row)),
    counts: Object.fromEntries(tabs.map((tab, i) => [tab, counted[i] ?? 0])) as Record<(typeof tabs)[number], number>,
    reach,
    show,
    wide,
    narrowed: narrowed ? { account, unit, since: filter.dueSince } : null,
    mayMake: can(ctx.actor, 'commitment.make'),
    mayReview: can(ctx.actor, 'review.read'),
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

export const clientAction = ({ request, serverAction }: ClientActionFunctionArgs) =>
  sendOrKeep({ request, send: serverAction, describe: keepableSettling });

export default function Commitments() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { rows, before, after, maySettle, counts, reach, show, wide, narrowed, day, now } = data;
  const { pathname, search } = useLocation();
  const refusal = useActionData<Refused>();
  const to = (given: Record<string, string>) => {
    const params = new URLSearchParams(search);
    for (const gone of ['after', 'before']) params.delete(gone);
    for (const [name, value] of Object.entries({ reach, show, ...given })) params.set(name, value);
    return `/commitments?${params}`;
  };
  const capped = (n: number) => (n > countCap ? `${f.number(countCap)}+` : f.number(n));
  return (
    <>
      <PageHead
        title={t('commitment.title')}
        primary={
          data.mayMake
            ? {
                to: `/commitments/new${narrowed?.account ? `?account=${narrowed.account.id}` : ''}`,
                label: t('commitment.new'),
              }
            : undefined
        }
        views={
          wide &&
          !narrowed && (
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
            items={tabs.map((one) => ({
              to: to({ show: one }),
              label: t(`commitment.show.${one}`),
              count: capped(counts[one]),
              active: show === one || (one === 'settled' && (show === 'on_time' || show === 'late')),
            }))}
          />
        }
      >
        {data.mayReview && (
          <ButtonLink to="/commitments/kept" icon={Target}>
            {t('commitment.kept')}
          </ButtonLink>
        )}
      </PageHead>
      <PageBody className="max-w-[960px]">
        {refusal && <FormErrors refusal={refusal} />}
        {narrowed && <Narrowed {...narrowed} show={show} />}
        <Card padded={false}>
          {rows.length === 0 && (
            <EmptyState icon={CircleCheck} title={t(narrowed ? 'commitment.empty_filtered' : emptyTitle[show])}>
              {show === 'open' && !narrowed && t('commitment.empty_open_hint')}
            </EmptyState>
          )}
          <ul className="divide-y divide-line" aria-label={t('commitment.list')}>
            {rows.map((commitment, i) => (
              <li key={commitment.id} id={`commitment-${commitment.id}`} className="scroll-mt-18 target:bg-brand-soft">
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

const emptyTitle = {
  open: 'commitment.empty_open',
  overdue: 'commitment.empty_overdue',
  broken: 'commitment.empty_broken',
  settled: 'commitment.empty_settled',
  on_time: 'commitment.empty_settled',
  late: 'commitment.empty_settled',
} as const;

type NarrowedProps = {
  account: { name: string } | null;
  unit: { name: string } | null;
  since: string | null;
  show: CommitmentShow;
};

function Narrowed({ account, unit, since, show }: NarrowedProps) {
  const t = useT();
  const f = useFormat();
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
      {account && t('commitment.only_account', { name: account.name })}
      {unit &&
        (since
          ? t('commitment.only_unit', { name: unit.name, day: f.day(since) })
          : t('commitment.only_account', { name: unit.name }))}
      {unit && <Badge>{t(`commitment.show.${show}`)}</Badge>}
      <Link to="/commitments" className="text-brand-ink hover:underline max-sm:py-3">
        {t('commitment.show_all')}
      </Link>
    </p>
  );
}
