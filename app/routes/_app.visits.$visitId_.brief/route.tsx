import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { listContactsOf } from '~/features/contacts/queries.server';
import { chainGaps, inOrderOfInfluence } from '~/features/contacts/rules';
import { listEndingOf } from '~/features/contracts/queries/ending.server';
import { proposeFor } from '~/features/solutions/queries.server';
import { listDealsOf } from '~/features/timeline/overview.server';
import { getVisit, listAttendees } from '~/features/visits/queries/detail.server';
import { listOpenCommitmentsOf, listOpenNeedsOf, listVisitsOf } from '~/features/visits/queries/related.server';
import { Button } from '~/ui/button';
import { useHydrated } from '~/ui/hydrated';
import { Printer } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageHead } from '~/ui/page-head';
import { BriefChain } from './brief-chain';
import { BriefDeals } from './brief-deals';
import { BriefEnding } from './brief-ending';
import { BriefOffers } from './brief-offers';
import { BriefPromises } from './brief-promises';
import { BriefVisits } from './brief-visits';

const dealsShown = 5;
const offersShown = 3;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit.read');
  const page = await getVisit(ctx, params.visitId!);
  const { visit } = page;
  const [attendees, contacts, deals, commitments, needs, visits, ending, offers] = await Promise.all([
    listAttendees(ctx, visit.id),
    listContactsOf(ctx, visit.accountId),
    listDealsOf(ctx, visit.accountId),
    listOpenCommitmentsOf(ctx, visit.accountId, 8),
    listOpenNeedsOf(ctx, visit.accountId, 8),
    listVisitsOf(ctx, visit.accountId, 12),
    can(ctx.actor, 'contract.read') ? listEndingOf(ctx, visit.accountId) : [],
    proposeFor(ctx, { tenantId: visit.tenantId, accountId: visit.accountId }),
  ]);
  const named = new Set(attendees.map((who) => who.contactId));
  const open = deals.filter((deal) => deal.stageType === 'open' || deal.stageType === 'on_hold');
  return {
    ...page,
    visit: {
      id: visit.id,
      accountId: visit.accountId,
      purpose: visit.purpose,
      plannedAt: visit.plannedAt,
      plannedMinutes: visit.plannedMinutes,
      channel: visit.channel,
    },
    people: inOrderOfInfluence(contacts)
      .slice(0, 8)
      .map(({ id, name, title, buyingRole, attitude, mobile, phone, note }) => ({
        id,
        name,
        title,
        buyingRole,
        attitude,
        number: mobile ?? phone,
        note,
        isMet: named.has(id),
      })),
    contactCount: contacts.length,
    gaps: chainGaps(contacts),
    deals: open.slice(0, dealsShown),
    dealCount: open.length,
    commitments,
    needs,
    ending,
    offers: offers.slice(0, offersShown),
    earlier: visits.filter((one) => one.id !== visit.id && one.status === 'completed').slice(0, 3),
    day: today(ctx.now),
    now: ctx.now,
  };
}
export type BriefData = ReturnType<typeof useLoaderData<typeof loader>>;

/** One page to read on the way there; on paper it is one page too. */
export default function Brief() {
  const t = useT();
  const f = useFormat();
  const page = useLoaderData<typeof loader>();
  const isHydrated = useHydrated();
  const { visit, account, now } = page;
  return (
    <>
      <PageHead
        title={t('brief.title')}
        back={paths.visit(visit.id)}
        crumbs={[
          { to: '/visits', label: t('visit.title') },
          { to: paths.visit(visit.id), label: visit.purpose },
        ]}
      >
        {isHydrated && (
          <Button icon={Printer} onClick={() => window.print()} className="print:hidden">
            <span className="max-sm:sr-only">{t('brief.print')}</span>
          </Button>
        )}
      </PageHead>
      <article className="mx-auto grid max-w-3xl gap-5 p-5 max-sm:p-4 print:block print:max-w-none print:columns-2 print:gap-6 print:p-0 print:text-[11px] print:*:mb-3 print:[&_.text-xs]:text-[10px]">
        <header className="grid gap-1 print:[column-span:all]">
          <div className="flex items-start gap-2">
            <h2 className="min-w-0 flex-1 text-xl font-semibold">
              {account ? (
                <Link to={paths.account(account.id)} className="hover:text-brand-ink hover:underline">
                  {account.name}
                </Link>
              ) : (
                '—'
              )}
            </h2>
            {account?.grade && <GradeBadge grade={account.grade} />}
          </div>
          <p className="num text-ink-2">
            {f.dateTime(visit.plannedAt, now)} · {t(`visit.channel.${visit.channel}`)} · {page.ownerName}
          </p>
          <p className="font-medium">{visit.purpose}</p>
          {account?.address && <p className="text-ink-3">{account.address}</p>}
        </header>
        <BriefPromises page={page} />
        <BriefEnding page={page} />
        <BriefDeals page={page} />
        <BriefOffers page={page} />
        <BriefChain page={page} />
        <BriefVisits page={page} />
      </article>
    </>
  );
}
