import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { listRuleStages } from '~/features/automation/queries.server';
import { saveField } from '~/features/custom-fields/commands.server';
import { FieldForm } from '~/features/custom-fields/field-form';
import { fieldInput } from '~/features/custom-fields/input';
import { customEntities } from '~/features/custom-fields/rules';
import { translate } from '~/locales/translate.server';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'custom_field.manage');
  const asked = new URL(request.url).searchParams.get('entity');
  const entity = customEntities.find((one) => one === asked) ?? 'opportunities';
  const t = translate(ctx.actor.locale);
  return {
    id: newId(),
    entity,
    stages: await listRuleStages(ctx),
    title: t('custom_field.new', { entity: t(`custom_field.entity.${entity}`) }),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, fieldInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await saveField(ctx, { ...input.value, version: 0 });
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast('/custom-fields', {
    key: 'custom_field.saved',
    params: { label: input.value.label },
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** What is refused keeps its id: sent again it exists once. */
export const shouldRevalidate = () => false;

export default function NewCustomField() {
  const t = useT();
  const { id, entity, stages, title } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={title}
        back="/custom-fields"
        crumbs={[{ to: '/custom-fields', label: t('custom_field.title') }]}
      />
      <PageBody narrow>
        <FieldForm id={id} entity={entity} field={null} stages={stages} back="/custom-fields" />
      </PageBody>
    </>
  );
}
