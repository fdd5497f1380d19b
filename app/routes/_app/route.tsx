import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, type ShouldRevalidateFunction, useFetcher, useRouteLoaderData } from '@remix-run/react';
import { type ReactNode, useEffect } from 'react';
import { requireContext } from '~/core/context.server';
import { type Flash, takeFlash } from '~/core/flash.server';
import { can } from '~/core/permissions';
import { keepRetryAfter } from '~/core/retry-after';
import { countUnread } from '~/features/coaching/queries/stream.server';
import { mayWatch } from '~/features/installation/queries.server';
import { countNotices } from '~/features/notices/queries.server';
import { useLiveCount } from '~/features/notices/use-live-count';
import { listSavedViews } from '~/features/views/queries.server';
import { translate } from '~/locales/translate.server';
import { ConfirmRegion } from '~/ui/confirm';
import { ErrorPage } from '~/ui/error-page';
import { Shell } from '~/ui/shell/shell';
import { WaitingContext } from '~/ui/shell/waiting';
import { useToast } from '~/ui/toast';
import { useNavigationOf } from './navigation';
import { useOffline, useWaiting } from './use-offline';

/** The message of the step before, in words: any page's, so that no page has to carry them all. */
type Told = { text: string } & Pick<Flash, 'tone' | 'undo'>;

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request, 'pages');
  const { actor } = ctx;
  const { flash, headers } = await takeFlash(request);
  const told: Told | null = flash && {
    text: translate(actor.locale).any(flash.key, flash.params),
    tone: flash.tone,
    undo: flash.undo,
  };
  const person = { id: actor.personId, name: actor.name, role: actor.role, roles: actor.roles, unit: actor.unitName };
  const may = {
    accounts: can(actor, 'account.read'),
    createAccount: can(actor, 'account.create'),
    merge: can(actor, 'account.merge'),
    automation: can(actor, 'automation.manage'),
    opportunities: can(actor, 'opportunity.read'),
    createOpportunity: can(actor, 'opportunity.create'),
    visits: can(actor, 'visit.read'),
    planVisit: can(actor, 'visit.plan'),
    logInteraction: can(actor, 'interaction.log'),
    createContact: can(actor, 'contact.write'),
    coverage: can(actor, 'coverage.read'),
    visitForms: can(actor, 'visit_form.manage'),
    customFields: can(actor, 'custom_field.manage'),
    processes: can(actor, 'process.read'),
    catalogue: can(actor, 'catalogue.read'),
    promotions: can(actor, 'price.read'),
    approvals: can(actor, 'approval.decide'),
    forecast: can(actor, 'forecast.read'),
    quotes: can(actor, 'quote.read'),
    siteCheck: can(actor, 'site.check'),
    satellites: can(actor, 'offering.manage'),
    quoteRules: can(actor, 'quote.policy'),
    contracts: can(actor, 'contract.read'),
    review: can(actor, 'review.read'),
    goals: can(actor, 'goal.read'),
    team: can(actor, 'workload.read'),
    imports: can(actor, 'import.run'),
    recycleBin: can(actor, 'recycle.restore'),
    journal: can(actor, 'journal.read'),
    people: can(actor, 'people.manage'),
    colleagues: can(actor, 'people.read'),
    calendar: can(actor, 'calendar.feed'),
    tokens: can(actor, 'token.use'),
    leads: can(actor, 'lead.read'),
    createLead: can(actor, 'lead.create'),
    refer: can(actor, 'lead.refer'),
    rewards: can(actor, 'reward.read'),
    training: can(actor, 'certificate.read'),
    performance: can(actor, 'performance.read'),
    awards: can(actor, 'award.read'),
    selection: can(actor, 'onboarding.manage'),
    learn: can(actor, 'training.read'),
    webhooks: can(actor, 'webhook.manage'),
    exports: can(actor, 'export.run'),
  };
  const [views, notices, unread, health] = await Promise.all([
    listSavedViews(ctx),
    countNotices(ctx),
    may.visits ? countUnread(ctx) : 0,
    mayWatch(ctx),
  ]);
  return data({ person, may: { ...may, health }, views, notices, unread, told }, { headers });
}

export const headers = keepRetryAfter;

/** Who one is and what one may changes by posts only, and not by refused ones; moving between pages asks for the page alone. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, actionStatus = 200 }) =>
  formMethod !== undefined && formMethod !== 'GET' && actionStatus < 400;

export default function App() {
  return (
    <ConfirmRegion>
      <SignedIn>
        <Outlet />
      </SignedIn>
    </ConfirmRegion>
  );
}

function SignedIn({ children }: { children: ReactNode }) {
  const page = useRouteLoaderData<typeof loader>('routes/_app');
  const navigation = useNavigationOf(page?.may, page?.person, page?.unread);
  const notices = useLiveCount(page?.notices ?? 0);
  const waiting = useWaiting(page?.person.id);
  if (!page) return children;
  return (
    <WaitingContext.Provider value={waiting}>
      <Shell {...navigation} views={page.views} notices={notices}>
        <FlashToast told={page.told} />
        <Offline key={page.person.id} person={page.person.id} />
        {children}
      </Shell>
    </WaitingContext.Provider>
  );
}

function Offline({ person }: { person: string }) {
  useOffline(person, useToast());
  useEffect(() => {
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    import('~/features/notices/push/browser').then(({ keepOn }) => keepOn()).catch(() => {}); // next time
  }, []);
  return null;
}

function FlashToast({ told }: { told: Told | null }) {
  const toast = useToast();
  const { submit } = useFetcher();
  useEffect(() => {
    if (!told) return;
    const { text, tone, undo } = told;
    const back = undo && (() => submit(undo.fields, { method: 'post', action: undo.action }));
    toast({ text, tone, undo: back });
  }, [told, toast, submit]);
  return null;
}

export function ErrorBoundary() {
  return (
    <ConfirmRegion>
      <SignedIn>
        <ErrorPage />
      </SignedIn>
    </ConfirmRegion>
  );
}
