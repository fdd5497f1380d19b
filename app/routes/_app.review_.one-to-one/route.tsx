import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { addWorkdays } from '~/core/calendar';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { safeRedirect } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { listStages } from '~/features/opportunities/queries.server';
import { askedUnit, getReach } from '~/features/review/reach.server';
import { recordTalk } from '~/features/review/talks/commands.server';
import { listDealsOf } from '~/features/review/talks/deals.server';
import { talkInput } from '~/features/review/talks/input';
import { listSellers, readDealSheet, talkSince } from '~/features/review/talks/queries.server';
import { makePromise } from '~/features/visits/commands/promise.server';
import { promiseInput } from '~/features/visits/commitment-input';
import { EmptyState } from '~/ui/empty-state';
import { PageBody, PageHead } from '~/ui/page-head';
import { DealList } from './deal-list';
import { DealSheet } from './deal-sheet';
import { PeopleBar } from './people-bar';
import { TalkKeys } from './talk-keys';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'review.talk');
  const { searchParams } = new URL(request.url);
  const reach = await getReach(ctx, askedUnit(searchParams));
  const [sellers, stages] = await Promise.all([listSellers(ctx, reach), listStages(ctx)]);
  const asked = searchParams.get('person');
  const person = asked ? sellers.find(({ id }) => id === asked) : sellers[0];
  // somebody out of reach and somebody who is not there look alike
  if (asked && !person) throw notFound();
  const deals = person ? await listDealsOf(ctx, person.id) : [];
  const wanted = searchParams.get('deal');
  const at = Math.max(
    0,
    deals.findIndex(({ id }) => id === wanted),
  );
  const since = talkSince(person?.beforeOn ?? null, ctx.now);
  const deal = deals[at];
  const day = today(ctx.now);
  return {
    unit: reach.unit,
    parents: reach.parents,
    sellers,
    person: person ?? null,
    deals,
    at,
    sheet: deal ? await readDealSheet(ctx, deal, since) : null,
    since,
    day,
    dueOn: addWorkdays(day, 5),
    newId: newId(),
    mayPromise: can(ctx.actor, 'commitment.make'),
    stages: stages.map(({ id, name, nameEn }) => ({ id, name, nameEn })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'review.talk');
  const body = await readBody(request);
  const back = safeRedirect(typeof body.back === 'string' ? body.back : null, '/review/one-to-one');
  if (body.intent === 'done') {
    const input = checkInput(body, talkInput);
    if (!input.ok) return invalid(input, body);
    const result = await recordTalk(ctx, input.value);
    return result.ok ? redirectWithToast(back, { key: 'talk.done_today' }) : invalid(result, body);
  }
  const input = checkInput(body, promiseInput);
  if (!input.ok) return invalid(input, body);
  const result = await makePromise(ctx, input.value);
  return result.ok ? redirectWithToast(back, { key: 'talk.saved' }) : invalid(result, body);
}

export type TalkPage = Awaited<ReturnType<typeof loader>>;

export default function OneToOne() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const { person, deals, sheet, at, unit } = page;
  const deal = deals[at];
  return (
    <>
      <PageHead
        title={t('talk.title')}
        back={`/review?unit=${unit.id}`}
        crumbs={page.parents.map((p) => ({ to: `/review/one-to-one?unit=${p.id}`, label: p.name }))}
      />
      <PageBody>
        {person ? (
          <>
            <TalkKeys page={page} />
            <PeopleBar page={page} person={person} />
            <div className="mt-3 grid items-start gap-4 *:min-w-0 lg:grid-cols-[300px_1fr]">
              <DealList page={page} />
              {deal && sheet ? (
                <DealSheet key={deal.id} page={page} deal={deal} sheet={sheet} person={person} />
              ) : (
                <EmptyState title={t('talk.no_deals')}>{t('talk.nobody_hint')}</EmptyState>
              )}
            </div>
          </>
        ) : (
          <EmptyState title={t('talk.nobody')}>{t('talk.nobody_hint')}</EmptyState>
        )}
      </PageBody>
    </>
  );
}
