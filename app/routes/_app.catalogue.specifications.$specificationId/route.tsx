import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { isOfGroup, mayEdit } from '~/features/offerings/detail.server';
import { specificationEdit } from '~/features/offerings/input';
import { nameIn } from '~/features/offerings/named';
import { SpecificationFields, useSpecificationLabels } from '~/features/offerings/specification-fields';
import { getSpecification, updateSpecification } from '~/features/offerings/specifications.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

const list = '/catalogue/specifications';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const specification = await getSpecification(ctx, params.specificationId!);
  return { specification, mayEdit: mayEdit(ctx, specification.tenantId, await isOfGroup(ctx)) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const input = await readInput(request, specificationEdit);
  const saved = input.ok ? await updateSpecification(ctx, params.specificationId!, input.value) : input;
  return saved.ok ? redirectWithToast(list, { key: 'offering.saved' }) : invalid(saved, input.typed);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.specification.name ?? '' }];

export default function EditSpecification() {
  const t = useT();
  const { locale } = useFormat();
  const labels = useSpecificationLabels();
  const { specification, mayEdit } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={nameIn(locale, specification)} back={list} />
      <PageBody narrow>
        <Card title={specification.code}>
          {mayEdit ? (
            <ActionForm hidden={{ version: specification.version }} values={specification} labels={labels}>
              <SpecificationFields />
              <FormActions>
                <SubmitButton>{t('common.save')}</SubmitButton>
                <ButtonLink to={list} variant="ghost">
                  {t('common.cancel')}
                </ButtonLink>
              </FormActions>
            </ActionForm>
          ) : (
            <Facts>
              <Fact label={t('offering.line')}>{t(`line.${specification.line}`)}</Fact>
              {specification.band && (
                <Fact label={t('satellite.band')}>{t(`satellite.band.${specification.band}`)}</Fact>
              )}
              <Fact label={t('offering.reach')}>{t('offering.reach.group')}</Fact>
              <Fact label={t('offering.description')}>{specification.description ?? t('common.none')}</Fact>
            </Facts>
          )}
        </Card>
      </PageBody>
    </>
  );
}
