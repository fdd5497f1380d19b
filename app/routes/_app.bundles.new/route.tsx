import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { withDivisions } from '~/features/accounts/market-choices';
import { BundleFields, useBundleLabels } from '~/features/bundles/bundle-fields';
import { bundleChoices } from '~/features/bundles/choices.server';
import { createBundle } from '~/features/bundles/commands.server';
import { newBundleInput } from '~/features/bundles/input';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  return {
    id: newId(),
    ids: [newId(), newId(), newId(), newId()],
    choices: await bundleChoices(ctx, null),
    title: translate(ctx.actor.locale)('bundle.new'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const input = await readInput(request, newBundleInput);
  if (!input.ok) return invalid(input, input.typed);
  const created = await createBundle(ctx, { ...input.value, industries: withDivisions(input.value.industries) });
  if (!created.ok) return invalid(created, input.typed);
  return redirectWithToast(paths.bundle(created.value.id), { key: 'bundle.saved' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewBundle() {
  const t = useT();
  const labels = useBundleLabels();
  const { id, ids, choices } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('bundle.new')} back="/bundles" />
      <PageBody className="max-w-[960px]">
        <ActionForm hidden={{ id }} values={{ rule: 'percent', percentOn: 'all', state: 'draft' }} labels={labels}>
          <FieldRow>
            <Field name="code" label={t('offering.code')} required>
              <Input maxLength={40} />
            </Field>
            <Field name="reach" label={t('offering.reach')} required>
              <Select options={choices.reaches.map((one) => ({ value: one, label: t(`offering.reach.${one}`) }))} />
            </Field>
          </FieldRow>
          <BundleFields choices={choices} ids={ids} />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to="/bundles" variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
