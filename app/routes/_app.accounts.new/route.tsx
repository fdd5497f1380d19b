import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { AccountForm } from '~/features/accounts/account-form';
import { listAssigneeOptions } from '~/features/accounts/assignees.server';
import { createAccount } from '~/features/accounts/commands/create.server';
import { newAccountInput } from '~/features/accounts/input';
import { listEnterpriseOptions } from '~/features/accounts/queries/enterprises.server';
import { listNearAccounts } from '~/features/accounts/queries/near.server';
import { findAccount, listAccountOptions } from '~/features/accounts/queries.server';
import { inUse, listFields } from '~/features/custom-fields/queries.server';
import { withCustom } from '~/features/custom-fields/values';
import { PageBody, PageHead } from '~/ui/page-head';
import { useZodForm } from '~/ui/use-zod-form';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.create');
  const parentId = new URL(request.url).searchParams.get('parent');
  const [enterprises, parents, owners, parent, fields] = await Promise.all([
    listEnterpriseOptions(ctx),
    listAccountOptions(ctx),
    can(ctx.actor, 'account.assign') ? listAssigneeOptions(ctx) : [],
    parentId ? findAccount(ctx, parentId) : null,
    listFields(ctx, ctx.actor.tenantId, 'accounts'),
  ]);
  const others = parents.filter((one) => one.id !== parent?.id);
  return {
    id: newId(),
    fields: inUse(fields),
    parentId: parent?.id ?? '',
    enterpriseId: parent?.enterpriseId ?? '',
    enterprises: enterprises.map(({ id, name }) => ({ value: id, label: name })),
    parents: [...(parent ? [parent] : []), ...others].map(({ id, name }) => ({ value: id, label: name })),
    owners: owners
      .filter((person) => person.id !== ctx.actor.personId)
      .map((person) => ({ value: person.id, label: person.name, hint: person.unitName ?? undefined })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, newAccountInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await createAccount(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const { id, name } = input.value;
  const [near] = await listNearAccounts(ctx, { name, creditCode: input.value.creditCode ?? '', except: id });
  if (!near) return redirectWithToast(paths.account(id), { key: 'account.created', params: { name } });
  const mine = { ownerId: input.value.ownerId ?? ctx.actor.personId };
  return redirectWithToast(paths.account(id), {
    key: 'account.created_near',
    params: { name, near: near.name },
    tone: 'warn',
    undo: can(ctx.actor, 'account.delete', mine)
      ? { action: paths.account(id), fields: { intent: 'delete', version: 1 } }
      : undefined,
  });
}

export default function NewAccount() {
  const t = useT();
  const { id, parentId, enterpriseId, ...options } = useLoaderData<typeof loader>();
  const values = { kind: 'private', grade: 'C', parentId, enterpriseId };
  const form = useZodForm(withCustom(newAccountInput, options.fields), { values });
  return (
    <>
      <PageHead title={t('account.new')} back="/accounts" crumbs={[{ to: '/accounts', label: t('account.title') }]} />
      <PageBody narrow>
        <AccountForm form={form} hidden={{ id }} {...options} cancelTo="/accounts" lookFor />
      </PageBody>
    </>
  );
}
