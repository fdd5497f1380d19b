import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { listAccountOptions } from '~/features/accounts/queries.server';
import { Button } from '~/ui/button';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

/** A contact belongs to an account: choose it, then go on there. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contact.write');
  const account = new URL(request.url).searchParams.get('account');
  if (isId(account)) throw redirect(`/accounts/${account}/people?peek=new`);
  const options = await listAccountOptions(ctx);
  return {
    options: options.map(({ id, name, ownerName }) => ({ value: id, label: name, hint: ownerName ?? undefined })),
  };
}

export default function NewContact() {
  const t = useT();
  const { options } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('contact.new')} back="/accounts" />
      <PageBody narrow>
        <Form className="grid gap-4">
          <Field name="account" label={t('contact.choose_account')} required>
            <Combobox name="account" options={options} load="/accounts/options.json" />
          </Field>
          <div>
            <Button type="submit" variant="primary">
              {t('contact.continue')}
            </Button>
          </div>
        </Form>
      </PageBody>
    </>
  );
}
