import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, Form, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { sendOrKeep } from '~/core/offline/send-or-keep';
import { paths, safeRedirect } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { getAccount, listAccountOptions } from '~/features/accounts/queries.server';
import { makePromise } from '~/features/visits/commands/promise.server';
import { promiseInput } from '~/features/visits/commitment-input';
import { keepableCommitment } from '~/features/visits/offline';
import { visitPickers } from '~/features/visits/queries/pickers.server';
import { Button } from '~/ui/button';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { PromiseForm } from './promise-form';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'commitment.make');
  const { searchParams } = new URL(request.url);
  const accountId = searchParams.get('account');
  const common = { id: newId(), me: ctx.actor.personId, day: today(ctx.now) };
  if (!accountId) {
    const options = await listAccountOptions(ctx);
    return {
      ...common,
      account: null,
      options: options.map(({ id, name, ownerName }) => ({ value: id, label: name, hint: ownerName ?? undefined })),
    };
  }
  const [account, pickers] = await Promise.all([getAccount(ctx, accountId), visitPickers(ctx, accountId)]);
  const opportunityId = searchParams.get('opportunity');
  return {
    ...common,
    account: { id: account.id, name: account.name },
    opportunities: pickers.opportunities.filter(({ id, isOpen }) => isOpen || id === opportunityId),
    colleagues: pickers.colleagues,
    opportunityId,
    back: safeRedirect(searchParams.get('back'), paths.account(account.id)),
    options: [],
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, promiseInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await makePromise(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const back = safeRedirect(String(input.typed.back ?? ''), paths.account(input.value.accountId));
  return redirectWithToast(back, { key: 'commitment.done.added' });
}

export const clientAction = ({ request, serverAction }: ClientActionFunctionArgs) =>
  sendOrKeep({ request, send: serverAction, describe: keepableCommitment });

export type PromisePage = Extract<Awaited<ReturnType<typeof loader>>, { back: string }>;

export default function NewCommitment() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('commitment.new')} back={data.account ? data.back : '/commitments'} />
      <PageBody narrow>
        {data.account ? (
          <PromiseForm page={data} />
        ) : (
          <Form className="grid gap-4">
            <Field name="account" label={t('commitment.for_account')} required>
              <Combobox name="account" options={data.options} load="/accounts/options.json" />
            </Field>
            <div>
              <Button type="submit" variant="primary">
                {t('contact.continue')}
              </Button>
            </div>
          </Form>
        )}
      </PageBody>
    </>
  );
}
