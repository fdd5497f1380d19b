import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { sendOrKeep } from '~/core/offline/send-or-keep';
import { paths, safeRedirect } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { getAccount } from '~/features/accounts/queries.server';
import { deleteContact, restoreContact } from '~/features/contacts/commands/delete.server';
import { createContact, updateContact } from '~/features/contacts/commands/save.server';
import { contactInput, contactVersionInput, newContactInput } from '~/features/contacts/input';
import { keepableContact } from '~/features/contacts/offline';
import { listContactsOf } from '~/features/contacts/queries.server';
import { buyingRoles, chainGaps } from '~/features/contacts/rules';
import { listFields } from '~/features/custom-fields/queries.server';
import { findContactMergedInto } from '~/features/duplicates/queries/contact-merges.server';
import { listContactPairs } from '~/features/duplicates/queries/contact-pairs.server';
import { findMergedInto } from '~/features/duplicates/queries/merges.server';
import { TwinList } from '~/features/duplicates/twin-list';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { CircleCheck, TriangleAlert, UsersRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { ChainMap } from './chain-map';
import { ContactCards } from './contact-cards';
import { ContactPanel } from './contact-panel';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const id = params.accountId!;
  const search = new URL(request.url).searchParams;
  const asked = search.has('new') ? 'new' : search.get('contact');
  const back = search.get('back');
  const role = buyingRoles.find((one) => one === search.get('new'));
  if (asked) throw redirect(`?${new URLSearchParams({ peek: asked, ...(role && { role }), ...(back && { back }) })}`);
  const peek = search.get('peek');
  const [account, contacts, twins] = await Promise.all([
    getAccount(ctx, id).catch((answer) => leadToAccount(ctx, id, search, answer)),
    listContactsOf(ctx, id),
    can(ctx.actor, 'contact.delete') ? listContactPairs(ctx, 'open', id) : [],
  ]);
  if (peek && peek !== 'new' && !contacts.some((contact) => contact.id === peek)) await leadToContact(ctx, peek);
  const fields = await listFields(ctx, account.tenantId, 'contacts');
  return {
    account: { id: account.id, name: account.name },
    contacts: contacts.map(({ pinyin: _, initials: __, search: ___, tenantId: ____, ...contact }) => contact),
    twins: twins.map((pair) => ({
      ...pair,
      may: can(ctx.actor, 'contact.delete', pair.low) && can(ctx.actor, 'contact.delete', pair.high),
    })),
    gaps: chainGaps(contacts),
    fields,
    openId: peek,
    adding: peek === 'new' && can(ctx.actor, 'contact.write', account) ? newId() : null,
    may: { write: can(ctx.actor, 'contact.write', account), delete: can(ctx.actor, 'contact.delete', account) },
  };
}

/** Old links to what became part of another lead there. */
async function leadToAccount(ctx: Context, id: string, search: URLSearchParams, answer: unknown): Promise<never> {
  const into = await findMergedInto(ctx, id);
  throw into ? redirect(`${paths.account(into)}/people${search.size ? `?${search}` : ''}`) : answer;
}
async function leadToContact(ctx: Context, id: string) {
  const into = await findContactMergedInto(ctx, id);
  if (into) throw redirect(paths.contact(into.accountId, into.id));
}

export type PeopleData = ReturnType<typeof useLoaderData<typeof loader>>;
export type PersonRow = PeopleData['contacts'][number];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const accountId = params.accountId!;
  const here = `/accounts/${accountId}/people`;
  const body = await readBody(request);
  if (body.intent === 'create') {
    const input = checkInput(body, newContactInput);
    if (!input.ok) return invalid(input, body);
    const result = await createContact(ctx, accountId, input.value);
    if (!result.ok) return invalid(result, body);
    const back = safeRedirect(new URL(request.url).searchParams.get('back'), here);
    return redirectWithToast(back, { key: 'contact.created', params: { name: input.value.name } });
  }
  if (body.intent === 'update') {
    const input = checkInput(body, contactInput);
    if (!input.ok) return invalid(input, body);
    const result = await updateContact(ctx, accountId, input.value);
    if (!result.ok) return invalid(result, body);
    return redirectWithToast(here, { key: 'contact.saved', params: { name: input.value.name } });
  }
  const input = checkInput(body, contactVersionInput);
  if (!input.ok) return invalid(input, body);
  const { contactId, version } = input.value;
  if (body.intent === 'delete') {
    const result = await deleteContact(ctx, contactId, version);
    if (!result.ok) return invalid(result, body);
    const undo = { action: here, fields: { intent: 'restore', contactId, version: version + 1 } };
    return redirectWithToast(here, { key: 'contact.deleted', params: { name: result.value.name }, undo });
  }
  if (body.intent === 'restore') {
    const result = await restoreContact(ctx, contactId);
    return result.ok ? redirect(here) : invalid(result);
  }
  throw badRequest();
}

export const clientAction = ({ request, serverAction }: ClientActionFunctionArgs) =>
  sendOrKeep({ request, send: serverAction, describe: keepableContact });

export default function PeoplePage() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { account, contacts, gaps, may, twins } = data;
  const addTo = '?peek=new';
  const gapText = (kind: (typeof gaps)[number]['kind'], names: string[]) => {
    const gap = t(`contact.gap.${kind}`);
    return names.length ? t('contact.gap_names', { gap, names: names.join('、') }) : gap;
  };
  return (
    <>
      <PageHead
        title={t('contact.chain')}
        back={`/accounts/${account.id}`}
        crumbs={[{ to: `/accounts/${account.id}`, label: account.name }]}
        primary={may.write ? { to: addTo, label: t('contact.new'), kbd: 'C' } : undefined}
      />
      <PageBody>
        {gaps.length > 0 ? (
          <Callout tone="warn" icon={TriangleAlert} title={t('contact.gaps')}>
            <ul className="flex flex-wrap gap-x-5 gap-y-1">
              {gaps.map(({ kind, names }) => (
                <li key={kind} className="flex items-center gap-2">
                  <span aria-hidden="true" className="size-1.5 shrink-0 rounded-full bg-warn" />
                  {gapText(kind, names)}
                </li>
              ))}
            </ul>
          </Callout>
        ) : (
          <Callout tone="ok" icon={CircleCheck} title={t('contact.no_gaps')} />
        )}
        {twins.length > 0 && (
          <section aria-labelledby="twins" className="grid gap-2">
            <h2 id="twins" className="font-semibold">
              {t('twins.here')}
            </h2>
            <TwinList pairs={twins} at={`${paths.account(account.id)}/people`} />
          </section>
        )}
        {contacts.length === 0 ? (
          <Card>
            <EmptyState
              icon={UsersRound}
              title={t('contact.empty')}
              action={
                may.write && (
                  <ButtonLink to={addTo} variant="primary">
                    {t('contact.new')}
                  </ButtonLink>
                )
              }
            >
              {t('contact.empty_hint')}
            </EmptyState>
          </Card>
        ) : (
          <>
            <Card title={t('contact.map')} padded={false} className="max-sm:hidden">
              <ChainMap contacts={contacts} />
            </Card>
            <ContactCards contacts={contacts} />
          </>
        )}
      </PageBody>
      <ContactPanel key={data.openId ?? data.adding} data={data} />
    </>
  );
}
