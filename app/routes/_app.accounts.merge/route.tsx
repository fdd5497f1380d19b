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
import { type Account, getAccount, listAccountOptions } from '~/features/accounts/queries.server';
import { mergeAccounts } from '~/features/duplicates/commands/merge.server';
import type { Difference } from '~/features/duplicates/field-choices';
import { mergeInput } from '~/features/duplicates/input';
import { ownDifferences } from '~/features/duplicates/own-fields.server';
import { countMoving } from '~/features/duplicates/queries/merges.server';
import { namesOfBoth } from '~/features/duplicates/queries/names.server';
import { choiceFields, completeness, differing, proposed } from '~/features/duplicates/rules';
import { translate } from '~/locales/translate.server';
import { Button } from '~/ui/button';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { MergeForm } from './merge-form';

const side = (account: Account) => ({
  id: account.id,
  name: account.name,
  version: account.version,
  complete: completeness(account),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.merge');
  const { searchParams } = new URL(request.url);
  const title = translate(ctx.actor.locale)('duplicates.merge_title');
  const kept = await getAccount(ctx, searchParams.get('kept') ?? '');
  requirePermission(ctx.actor, 'account.merge', kept);
  const other = searchParams.get('gone');
  if (!other || other === kept.id) {
    const options = (await listAccountOptions(ctx)).filter(({ id }) => id !== kept.id);
    return {
      title,
      kept: side(kept),
      gone: null,
      options: options.map(({ id, name, ownerName }) => ({ value: id, label: name, hint: ownerName ?? undefined })),
    };
  }
  const gone = await getAccount(ctx, other);
  requirePermission(ctx.actor, 'account.merge', gone);
  const sides = { master: kept, other: gone };
  const taken = proposed(sides, choiceFields);
  const moving = await countMoving(ctx, gone.tenantId, gone.id);
  const values: Difference[] = [
    ...differing(sides, choiceFields).map((field) => ({
      field,
      choice: `choices.${field}`,
      kept: kept[field],
      gone: gone[field],
      takes: taken.includes(field),
    })),
    ...(await ownDifferences(ctx, 'accounts', { kept, gone })),
  ];
  const names = await namesOfBoth(ctx, [kept, gone]);
  return {
    title,
    id: newId(),
    kept: { ...side(kept), ownerName: names[kept.ownerId] ?? null },
    gone: { ...side(gone), ownerName: names[gone.ownerId] ?? null },
    values,
    moving,
    names,
    options: [],
  };
}
export type MergePage = Extract<Awaited<ReturnType<typeof loader>>, { id: string }>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.merge');
  const input = await readInput(request, mergeInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await mergeAccounts(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(`/accounts/merges/${result.value.id}`, {
    key: 'duplicates.merged_done',
    undo: { action: `/accounts/merges/${result.value.id}`, fields: { intent: 'undo' } },
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Merge() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('duplicates.merge_title')}
        back={paths.account(data.kept.id)}
        crumbs={[{ to: '/accounts/duplicates', label: t('duplicates.title') }]}
      />
      <PageBody className="max-w-[960px]">
        {data.gone ? (
          <MergeForm page={data as MergePage} />
        ) : (
          <Form className="grid gap-4">
            <input type="hidden" name="kept" value={data.kept.id} />
            <Field
              name="gone"
              label={t('duplicates.choose_other', { name: data.kept.name })}
              hint={t('duplicates.choose_other_hint')}
              required
            >
              <Combobox name="gone" options={data.options} load="/accounts/options.json" />
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
