import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { localInput, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { isId, newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { refused } from '~/core/result';
import { getAccount, listAccountOptions } from '~/features/accounts/queries.server';
import { listContactsOf } from '~/features/contacts/queries.server';
import { logInteraction } from '~/features/interactions/commands/log.server';
import { readMail, whoseMail } from '~/features/interactions/email';
import { interactionInput, pasteInput } from '~/features/interactions/input';
import { type InteractionChannel, interactionChannels } from '~/features/interactions/rules';
import { listOpportunityOptions } from '~/features/opportunities/queries.server';
import { AccountChoice } from '~/features/visits/account-choice';
import { PageBody, PageHead } from '~/ui/page-head';
import { InteractionForm } from './interaction-form';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'interaction.log');
  const { searchParams } = new URL(request.url);
  const accountId = searchParams.get('account');
  const channel = interactionChannels.find((one) => one === searchParams.get('channel')) ?? 'phone';
  const keep: Record<string, string> = channel === 'phone' ? {} : { channel };
  if (!accountId) {
    const q = searchParams.get('q')?.slice(0, 100) ?? '';
    return { q, keep, accounts: await listAccountOptions(ctx, q), chosen: null };
  }
  const [account, contacts, opportunities] = await Promise.all([
    getAccount(ctx, accountId),
    listContactsOf(ctx, accountId),
    listOpportunityOptions(ctx, accountId),
  ]);
  const contactId = searchParams.get('contact');
  return {
    q: '',
    keep,
    accounts: [],
    chosen: {
      id: newId(),
      account: { id: account.id, name: account.name },
      channel: channel as InteractionChannel,
      contacts: contacts.map(({ id, name, buyingRole }) => ({ id, name, buyingRole })),
      contactId: contactId && isId(contactId) ? contactId : null,
      opportunities: opportunities
        .filter(({ stageType }) => stageType === 'open' || stageType === 'on_hold')
        .map(({ id, title }) => ({ id, title })),
      at: localInput(ctx.now),
      day: today(ctx.now),
    },
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'interaction.log');
  const body = await readBody(request);
  if (body.intent === 'paste') {
    const pasted = checkInput(body, pasteInput);
    if (!pasted.ok) return invalid(pasted, body);
    const mail = readMail(pasted.value.pasted);
    if (!mail) return invalid(refused('invalid', { fields: { pasted: 'interaction.no_headers' } }), body);
    const who = whoseMail(mail, await listContactsOf(ctx, pasted.value.accountId), ctx.actor.email);
    const { subject, text } = mail;
    const read = { channel: 'email', ...who, subject, text: text.slice(0, 10_000), ...(mail.at && { at: mail.at }) };
    return data({ typed: { ...body, ...read, pasted: '' } });
  }
  const input = checkInput(body, interactionInput);
  if (!input.ok) return invalid(input, body);
  const result = await logInteraction(ctx, input.value);
  if (!result.ok) return invalid(result, body);
  return redirectWithToast(paths.account(result.value.accountId), { key: 'interaction.logged' });
}

export default function NewInteraction() {
  const t = useT();
  const { q, keep, accounts, chosen } = useLoaderData<typeof loader>();
  const answer = useActionData<{ typed?: Record<string, unknown>; ok?: false; fields?: Record<string, string> }>();
  // what was read from a mail starts the fields anew
  const read = answer && answer.ok === undefined ? answer.typed : undefined;
  return (
    <>
      <PageHead title={t('interaction.new')} back={chosen ? paths.account(chosen.account.id) : '/accounts'} />
      <PageBody narrow>
        {chosen ? (
          <InteractionForm
            key={`${chosen.account.id} ${JSON.stringify(read ?? '')}`}
            chosen={chosen}
            read={read}
            isUnread={Boolean(answer?.fields?.pasted)}
          />
        ) : (
          <AccountChoice q={q} keep={keep} accounts={accounts} />
        )}
      </PageBody>
    </>
  );
}
export type Chosen = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['chosen']>;
