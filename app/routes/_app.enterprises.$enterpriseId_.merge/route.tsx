import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { invalid, notFound } from '~/core/refusals.server';
import { mergeEnterprises } from '~/features/accounts/commands/enterprise.server';
import { mergeGroupsInput } from '~/features/accounts/enterprise-input';
import { countBranches, findRegistered, getRegistered } from '~/features/accounts/queries/enterprise-register.server';
import { listEnterpriseOptions } from '~/features/accounts/queries/enterprises.server';
import { translate } from '~/locales/translate.server';
import { Button } from '~/ui/button';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { MergeForm } from './merge-form';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const side = ({ id, name, creditCode, version }: NonNullable<Awaited<ReturnType<typeof findRegistered>>>) => ({
    ...{ id, name, creditCode, version },
  });
  const kept = await getRegistered(ctx, params.enterpriseId!);
  const title = translate(ctx.actor.locale)('enterprise.merge');
  const other = new URL(request.url).searchParams.get('gone');
  if (!other || other === kept.id) {
    const rows = (await listEnterpriseOptions(ctx)).filter(({ id }) => id !== kept.id);
    const options = rows.map(({ id, name }) => ({ value: id, label: name }));
    return { title, kept: { ...side(kept), branches: kept.branches }, gone: null, options, id: '' };
  }
  const gone = await findRegistered(ctx, other);
  if (!gone) throw notFound();
  const branches = await countBranches(ctx, gone.id);
  return {
    title,
    kept: { ...side(kept), branches: kept.branches },
    gone: { ...side(gone), branches },
    options: [],
    id: newId(),
  };
}
export type MergePage = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, mergeGroupsInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await mergeEnterprises(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const edit = `${paths.enterprise(input.value.kept)}/edit`;
  return redirectWithToast(edit, {
    key: 'enterprise.merged',
    undo: { action: edit, fields: { intent: 'undo', mergeId: result.value.id } },
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function MergeEnterprises() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const { kept, gone } = page;
  const to = paths.enterprise(kept.id);
  return (
    <>
      <PageHead title={t('enterprise.merge')} back={`${to}/edit`} crumbs={[{ to, label: kept.name }]} />
      <PageBody narrow>
        {gone ? (
          <MergeForm id={page.id} kept={kept} gone={gone} />
        ) : (
          <Form className="grid gap-4">
            <Field
              name="gone"
              label={t('enterprise.merge_other', { name: kept.name })}
              hint={t('enterprise.merge_other_hint')}
              required
            >
              <Combobox name="gone" options={page.options} load="/enterprises/options.json" />
            </Field>
            <div>
              <Button type="submit" variant="primary">
                {t('enterprise.continue')}
              </Button>
            </div>
          </Form>
        )}
      </PageBody>
    </>
  );
}
