import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { isDay, localInput, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { formatter } from '~/core/format';
import { useT } from '~/core/i18n';
import { isId, newId } from '~/core/ids';
import { checked, checkInput, readBody } from '~/core/input.server';
import { sendOrKeep } from '~/core/offline/send-or-keep';
import { paths, safeRedirect } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { getAccount, listAccountOptions } from '~/features/accounts/queries.server';
import { getContact } from '~/features/contacts/queries.server';
import { inUse, listFields } from '~/features/custom-fields/queries.server';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { AccountChoice } from '~/features/visits/account-choice';
import { dropDraft } from '~/features/visits/commands/draft.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { dropDraftInput } from '~/features/visits/draft-input';
import { newVisitInput } from '~/features/visits/input';
import { isOdd, movedWords } from '~/features/visits/moves';
import { keepableNewVisit } from '~/features/visits/offline';
import { saidOfNewLog, whenPlanned } from '~/features/visits/queries/clashes.server';
import { getDraft } from '~/features/visits/queries/drafts.server';
import { listForms } from '~/features/visits/queries/forms.server';
import { listVisitOwnerOptions } from '~/features/visits/queries/owners.server';
import { visitPickers } from '~/features/visits/queries/pickers.server';
import { suggestStart } from '~/features/visits/times';
import { CalendarPlus, NotebookPen } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { ViewSwitch } from '~/ui/view-switch';
import { VisitForm } from './visit-form';

const kept = ['mode', 'opportunity', 'contact', 'on', 'owner', 'type', 'back'] as const;

/** The page to return to, if the address names one of ours. */
const backOf = (given: unknown) => safeRedirect(typeof given === 'string' ? given : null, '') || null;

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit.plan');
  const { searchParams } = new URL(request.url);
  const draft = searchParams.has('draft') ? await getDraft(ctx, searchParams.get('draft') ?? '') : null;
  const accountId = draft?.accountId ?? searchParams.get('account');
  const keep: Record<string, string> = {};
  for (const name of kept) {
    const value = searchParams.get(name);
    if (value) keep[name] = value;
  }
  const back = backOf(keep.back);
  if (!back) delete keep.back;
  const mode = draft || keep.mode === 'log' ? ('log' as const) : ('plan' as const);
  const common = { mode, keep, back, me: ctx.actor.personId, day: today(ctx.now) };
  if (!accountId) {
    const related = await accountOf(ctx, keep);
    if (related) return redirect(`/visits/new?${new URLSearchParams({ ...keep, account: related })}`);
    const q = searchParams.get('q')?.slice(0, 100) ?? '';
    return { ...common, q, accounts: await listAccountOptions(ctx, q), chosen: null };
  }
  const [account, pickers] = await Promise.all([getAccount(ctx, accountId), visitPickers(ctx, accountId)]);
  const [others, forms, fields] = await Promise.all([
    mode === 'plan' ? listVisitOwnerOptions(ctx, account) : [],
    mode === 'log' ? listForms(ctx, account.tenantId) : [],
    listFields(ctx, account.tenantId, 'visits'),
  ]);
  return {
    ...common,
    q: '',
    accounts: [],
    chosen: {
      account: { id: account.id, name: account.name, address: account.address },
      pickers,
      forms,
      /** A plan need not hold yet what its record will have to. */
      fields: inUse(fields).map((field) => ({ ...field, isRequired: field.isRequired && mode === 'log' })),
      others,
      ownerId: others.some(({ id }) => id === keep.owner) ? keep.owner! : ctx.actor.personId,
      opportunityId: draft?.draft.opportunityId ?? keep.opportunity ?? null,
      contactIds: draft?.draft.contactIds ?? (keep.contact ? [keep.contact] : []),
      start: draft ? localInput(draft.startsAt) : suggestStart(mode, ctx.now, isDay(keep.on ?? '') ? keep.on : null),
      draft: draft && { id: draft.id, ...draft.draft },
      ids: { visit: newId(), needs: [newId(), newId()], moves: [newId(), newId()], commitments: [newId(), newId()] },
    },
  };
}

/** The account of the opportunity or contact the page was opened from. */
async function accountOf(ctx: Awaited<ReturnType<typeof requireContext>>, keep: Record<string, string>) {
  if (isId(keep.opportunity)) return (await getOpportunity(ctx, keep.opportunity)).opportunity.accountId;
  if (isId(keep.contact)) return (await getContact(ctx, keep.contact)).accountId;
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'drop_draft') {
    const dropped = await checked(body, dropDraftInput, ({ draftId }) => dropDraft(ctx, draftId));
    return dropped.ok ? redirectWithToast('/today', { key: 'visit_draft.dropped' }) : invalid(dropped, body);
  }
  const input = checkInput(body, newVisitInput);
  if (!input.ok) return invalid(input, body);
  const result = await createVisit(ctx, input.value);
  if (!result.ok) return invalid(result, body);
  const to = backOf(body.back) ?? paths.visit(result.value.id);
  if (input.value.mode === 'log') return redirectWithToast(to, await saidOfNewLog(ctx, input.value));
  const format = formatter(ctx.actor.locale);
  const planned = await whenPlanned(ctx, input.value);
  return redirectWithToast(to, {
    ...movedWords(planned, (at) => format.dateTime(at, ctx.now), 'plan'),
    tone: isOdd(planned) ? 'warn' : 'ok',
  });
}

export const clientAction = ({ request, serverAction }: ClientActionFunctionArgs) =>
  sendOrKeep({ request, send: serverAction, describe: keepableNewVisit });

export default function NewVisit() {
  const t = useT();
  const { mode, keep, back, q, accounts, chosen, me, day } = useLoaderData<typeof loader>();
  const inMode = (wanted: 'plan' | 'log') =>
    `?${new URLSearchParams({ ...keep, ...(chosen && { account: chosen.account.id }), mode: wanted })}`;
  return (
    <>
      <PageHead
        title={t(chosen?.draft ? 'visit_draft.title_one' : 'visit.new')}
        back={back ?? (chosen ? paths.account(chosen.account.id) : '/visits')}
        views={
          !chosen?.draft && (
            <ViewSwitch
              label={t('visit.mode')}
              items={[
                { to: inMode('plan'), label: t('visit.plan'), icon: CalendarPlus, active: mode === 'plan' },
                { to: inMode('log'), label: t('visit.log'), icon: NotebookPen, active: mode === 'log' },
              ]}
            />
          )
        }
      />
      <PageBody narrow>
        {chosen ? (
          <VisitForm
            key={chosen.draft?.id ?? chosen.account.id}
            mode={mode}
            chosen={chosen}
            keep={keep}
            back={back}
            me={me}
            day={day}
          />
        ) : (
          <AccountChoice q={q} keep={keep} accounts={accounts} />
        )}
      </PageBody>
    </>
  );
}
