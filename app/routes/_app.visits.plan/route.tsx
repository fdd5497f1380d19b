import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { addDays, isDay, today } from '~/core/dates';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { safeRedirect } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { getAccount, listAccountOptions } from '~/features/accounts/queries.server';
import { suggestAccounts, suggestType } from '~/features/coverage/queries/suggest.server';
import { listBusy } from '~/features/visits/queries/busy.server';
import { listVisitOwnerOptions } from '~/features/visits/queries/owners.server';
import { busyOn, freeStarts, planDays } from '~/features/visits/slots';
import { PageBody, PageHead } from '~/ui/page-head';
import { AccountPicks } from './account-picks';
import { SlotPicks } from './slot-picks';

const daysShown = 5;

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit.plan');
  const { searchParams } = new URL(request.url);
  const on = searchParams.get('on');
  const day = today(ctx.now);
  const from = on && isDay(on) && on > day ? on : day;
  const keep = Object.fromEntries(
    ['on', 'back', 'owner', 'type'].flatMap((name) => {
      const value = searchParams.get(name);
      return value ? [[name, value.slice(0, 200)]] : [];
    }),
  );
  const common = { keep, back: safeRedirect(keep.back, '/today'), now: ctx.now };
  const accountId = searchParams.get('account');
  if (accountId) return { ...common, picks: null, chosen: await chosenOf(ctx, accountId, from, searchParams) };
  const q = searchParams.get('q')?.slice(0, 100) ?? '';
  const [found, suggested] = await Promise.all([
    q.trim() ? listAccountOptions(ctx, q) : null,
    q.trim() ? null : suggestAccounts(ctx, planDays(from, 1)[0]!),
  ]);
  return { ...common, picks: { q, found, suggested }, chosen: null };
}

/** The account with the times that are free, in the calendar of who is to go. */
async function chosenOf(ctx: Context, accountId: string, from: string, params: URLSearchParams) {
  const account = await getAccount(ctx, accountId);
  const asked = params.get('owner');
  const me = ctx.actor.personId;
  const [owner] = asked && asked !== me ? await listVisitOwnerOptions(ctx, account, asked) : [];
  const days = planDays(from, daysShown);
  const [busy, type] = await Promise.all([
    listBusy(ctx, owner?.id ?? me, from, addDays(days.at(-1)!, 1)),
    suggestType(ctx, account, params.get('type')),
  ]);
  return {
    id: newId(),
    account: { id: account.id, name: account.name, address: account.address },
    owner: owner ?? null,
    type,
    days: days.map((day) => ({ day, busy: busyOn(day, busy), starts: freeStarts(day, busy, ctx.now) })),
  };
}

export type PlanData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PlanVisit() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={page.chosen ? t('plan.when') : t('plan.whom')} back={page.back} />
      <PageBody narrow>
        {page.chosen ? <SlotPicks page={page} chosen={page.chosen} /> : <AccountPicks page={page} picks={page.picks} />}
      </PageBody>
    </>
  );
}
