import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { isOfGroup } from '~/features/offerings/detail.server';
import { newSpecificationInput } from '~/features/offerings/input';
import { SpecificationFields, useSpecificationLabels } from '~/features/offerings/specification-fields';
import { createSpecification } from '~/features/offerings/specifications.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

const list = '/catalogue/specifications';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  return {
    id: newId(),
    reaches: (await isOfGroup(ctx)) ? (['group', 'company'] as const) : (['company'] as const),
    title: translate(ctx.actor.locale)('specification.new'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const input = await readInput(request, newSpecificationInput);
  const created = input.ok ? await createSpecification(ctx, input.value) : input;
  return created.ok ? redirectWithToast(list, { key: 'offering.saved' }) : invalid(created, input.typed);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewSpecification() {
  const t = useT();
  const labels = useSpecificationLabels();
  const { id, reaches } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('specification.new')} back={list} />
      <PageBody narrow>
        <Card>
          <ActionForm hidden={{ id }} values={{ line: 'internet' }} labels={labels}>
            <FieldRow>
              <Field name="code" label={t('offering.code')} required>
                <Input maxLength={40} />
              </Field>
              <Field name="reach" label={t('offering.reach')} required>
                <Select options={reaches.map((one) => ({ value: one, label: t(`offering.reach.${one}`) }))} />
              </Field>
            </FieldRow>
            <SpecificationFields />
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to={list} variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
