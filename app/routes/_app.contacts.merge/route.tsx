import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { getAccount } from '~/features/accounts/queries.server';
import { type Contact, getContact, listContactsOf } from '~/features/contacts/queries.server';
import { mergeContacts } from '~/features/duplicates/commands/merge-contacts.server';
import { mergeContactsInput } from '~/features/duplicates/input';
import { contactDifferences } from '~/features/duplicates/queries/contact-differences.server';
import { countNaming } from '~/features/duplicates/queries/contact-merges.server';
import { translate } from '~/locales/translate.server';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

import { MergeForm } from './merge-form';

const side = ({ id, name, version, department, title }: Contact) => ({ id, name, version, department, title });

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contact.delete');
  const { searchParams } = new URL(request.url);
  const title = translate(ctx.actor.locale)('twins.merge_title');
  const kept = await getContact(ctx, searchParams.get('kept') ?? '');
  requirePermission(ctx.actor, 'contact.delete', kept);
  const [account, people] = await Promise.all([getAccount(ctx, kept.accountId), listContactsOf(ctx, kept.accountId)]);
  const common = { title, account: { id: account.id, name: account.name }, kept: side(kept) };
  const other = searchParams.get('gone');
  if (!other || other === kept.id) {
    const options = people.filter(({ id }) => id !== kept.id);
    return {
      ...common,
      gone: null,
      options: options.map(({ id, name, title }) => ({ value: id, label: [name, title].filter(Boolean).join(' · ') })),
    };
  }
  const gone = await getContact(ctx, other);
  requirePermission(ctx.actor, 'contact.delete', gone);
  return {
    ...common,
    id: newId(),
    gone: side(gone),
    isElsewhere: gone.accountId !== kept.accountId,
    values: await contactDifferences(ctx, kept, gone, people),
    moving: await countNaming(ctx, gone.tenantId, gone.id),
    names: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    options: [],
  };
}
export type MergePage = Extract<Awaited<ReturnType<typeof loader>>, { id: string }>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contact.delete');
  const input = await readInput(request, mergeContactsInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await mergeContacts(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const to = `/contacts/merges/${result.value.id}`;
  return redirectWithToast(to, { key: 'duplicates.merged_done', undo: { action: to, fields: { intent: 'undo' } } });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function MergeContacts() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('twins.merge_title')}
        back={`${paths.account(data.account.id)}/people`}
        crumbs={[
          { to: paths.account(data.account.id), label: data.account.name },
          { to: '/contacts/duplicates', label: t('twins.title') },
        ]}
      />
      <PageBody className="max-w-[960px]">
        {data.gone ? (
          <MergeForm page={data as MergePage} />
        ) : (
          <Form className="grid gap-4">
            <input type="hidden" name="kept" value={data.kept.id} />
            <Field name="gone" label={t('twins.choose_other', { name: data.kept.name })} required>
              <Select options={data.options} placeholder={t('error.choose')} />
            </Field>
            <div>
              <Button type="submit" variant="primary">
                {t('duplicates.continue')}
              </Button>
            </div>
          </Form>
        )}
      </PageBody>
    </>
  );
}
