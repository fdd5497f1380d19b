import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { yuanText } from '~/core/money';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { AccountForm } from '~/features/accounts/account-form';
import { updateAccount } from '~/features/accounts/commands/update.server';
import { accountInput } from '~/features/accounts/input';
import { listEnterpriseOptions } from '~/features/accounts/queries/enterprises.server';
import { getAccountPage, listAccountOptions } from '~/features/accounts/queries.server';
import { inUse, listFields } from '~/features/custom-fields/queries.server';
import { withCustom } from '~/features/custom-fields/values';
import { PageBody, PageHead } from '~/ui/page-head';
import { useZodForm } from '~/ui/use-zod-form';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.accountId!;
  const [page, enterprises, parents] = await Promise.all([
    getAccountPage(ctx, id),
    listEnterpriseOptions(ctx),
    listAccountOptions(ctx),
  ]);
  const { account, enterpriseName, parentName } = page;
  requirePermission(ctx.actor, 'account.update', account);
  const first = (id: string | null, name: string | null) => (id && name ? [{ value: id, label: name }] : []);
  const rest = (rows: { id: string; name: string }[], own: string | null) =>
    rows.filter((row) => row.id !== own && row.id !== id).map((row) => ({ value: row.id, label: row.name }));
  const fields = await listFields(ctx, account.tenantId, 'accounts');
  const { tenantId: _, pinyin: __, initials: ___, search: ____, ...shown } = account;
  return {
    account: shown,
    fields: inUse(fields),
    enterprises: [...first(account.enterpriseId, enterpriseName), ...rest(enterprises, account.enterpriseId)],
    parents: [...first(account.parentId, parentName), ...rest(parents, account.parentId)],
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, accountInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await updateAccount(ctx, params.accountId!, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.account(params.accountId!), { key: 'account.saved' });
}

export default function EditAccount() {
  const t = useT();
  const { account, fields, enterprises, parents } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const values = {
    ...account,
    monthlyRevenueFen: yuanText(account.monthlyRevenueFen),
    registeredCapitalFen: yuanText(account.registeredCapitalFen),
    annualRevenueFen: yuanText(account.annualRevenueFen),
  };
  const form = useZodForm(withCustom(accountInput, fields, account.custom), { values });
  const to = paths.account(account.id);
  // after a refusal for age the newest version counts: the note has said what changed, the person decides
  const version = account.version;
  return (
    <>
      <PageHead title={t('account.edit')} back={to} crumbs={[{ to, label: account.name }]} />
      <PageBody narrow>
        <AccountForm
          key={answer ? 'refused' : 'fresh'}
          form={form}
          hidden={{ version }}
          enterprises={enterprises}
          parents={parents}
          cancelTo={to}
          fields={fields}
          custom={account.custom}
        />
      </PageBody>
    </>
  );
}
