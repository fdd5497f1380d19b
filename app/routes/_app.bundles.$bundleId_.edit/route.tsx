import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, invalid } from '~/core/refusals.server';
import { withDivisions } from '~/features/accounts/market-choices';
import { BundleFields, useBundleLabels } from '~/features/bundles/bundle-fields';
import { bundleChoices, formOf } from '~/features/bundles/choices.server';
import { updateBundle } from '~/features/bundles/commands.server';
import { bundleEdit } from '~/features/bundles/input';
import { getBundle } from '~/features/bundles/queries.server';
import { isOfGroup, mayEdit } from '~/features/offerings/detail.server';
import { nameIn } from '~/features/offerings/named';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const found = await getBundle(ctx, params.bundleId!);
  const [choices, ofGroup] = await Promise.all([bundleChoices(ctx, found.bundle), isOfGroup(ctx)]);
  if (!mayEdit(ctx, found.bundle.tenantId, ofGroup)) throw forbidden('offering.manage');
  return { bundle: formOf(found), choices, ids: [newId(), newId()] };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const id = params.bundleId!;
  const input = await readInput(request, bundleEdit);
  if (!input.ok) return invalid(input, input.typed);
  const saved = await updateBundle(ctx, id, { ...input.value, industries: withDivisions(input.value.industries) });
  if (!saved.ok) return invalid(saved, input.typed);
  return redirectWithToast(paths.bundle(id), { key: 'bundle.saved' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.bundle.name ?? '' }];

export default function EditBundle() {
  const t = useT();
  const { locale } = useFormat();
  const labels = useBundleLabels();
  const { bundle, choices, ids } = useLoaderData<typeof loader>();
  const here = paths.bundle(bundle.id);
  return (
    <>
      <PageHead title={`${t('bundle.edit')} · ${nameIn(locale, bundle)}`} back={here} />
      <PageBody className="max-w-[960px]">
        <ActionForm hidden={{ version: bundle.version }} values={bundle} labels={labels}>
          <BundleFields choices={choices} ids={ids} />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={here} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
