import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { saveType } from '~/features/certification/commands/requirements.server';
import { typeInput } from '~/features/certification/input';
import { getType } from '~/features/certification/queries/certificate-types.server';
import { families, topLevel } from '~/features/certification/rules';
import { productLines } from '~/features/offerings/rules';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Checkbox } from '~/ui/checkbox';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'certificate.manage');
  const isNew = params.typeId === 'new';
  const type = isNew ? null : await getType(ctx, params.typeId ?? '');
  const key = isNew ? 'certificate_type.new' : 'certificate_type.edit';
  return { type, id: type?.id ?? newId(), title: translate(ctx.actor.locale)(key) };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, typeInput);
  const done = input.ok ? await saveType(ctx, input.value) : input;
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast('/training/certificates', { key: 'certificate_type.saved' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function CertificateTypeForm() {
  const t = useT();
  const { type, id, title } = useLoaderData<typeof loader>();
  const labels = {
    code: t('certificate_type.code'),
    name: t('certificate_type.name'),
    nameEn: t('certificate_type.name_en'),
    family: t('certificate_type.family'),
    productLine: t('certificate_type.line'),
    months: t('certificate_type.months'),
    topLevel: t('certificate_type.top_level'),
    roleMonths: t('certificate_type.role_months'),
    courseCode: t('certificate_type.course'),
    renewalDays: t('certificate_type.renewal'),
    position: t('certificate_type.position'),
  };
  return (
    <>
      <PageHead title={title} back="/training/certificates" />
      <PageBody narrow>
        <ActionForm
          hidden={{ id, version: type?.version ?? 0, ...(type && { code: type.code }) }}
          values={type ?? { months: 24, topLevel: 1, roleMonths: 0, renewalDays: 90, position: 0, family: 'product' }}
          labels={labels}
        >
          <FieldRow>
            <Field name="name" label={labels.name} required>
              <Input maxLength={40} />
            </Field>
            <Field name="nameEn" label={labels.nameEn}>
              <Input maxLength={80} />
            </Field>
          </FieldRow>
          {!type && (
            <Field name="code" label={labels.code} hint={t('certificate_type.code_hint')} required>
              <Input maxLength={40} />
            </Field>
          )}
          <FieldRow>
            <Field name="family" label={labels.family} required>
              <Select options={families.map((one) => ({ value: one, label: t(`certificate.family.${one}`) }))} />
            </Field>
            <Field name="productLine" label={labels.productLine}>
              <Select
                options={productLines.map((line) => ({ value: line, label: t(`line.${line}`) }))}
                placeholder="—"
              />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="months" label={labels.months} hint={t('certificate_type.months_hint')}>
              <Input inputMode="numeric" maxLength={3} />
            </Field>
            <Field name="renewalDays" label={labels.renewalDays}>
              <Input inputMode="numeric" maxLength={3} />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="topLevel" label={labels.topLevel}>
              <Select
                options={Array.from({ length: topLevel }, (_, i) => ({
                  value: String(i + 1),
                  label: t('certificate.level', { n: i + 1 }),
                }))}
              />
            </Field>
            <Field name="roleMonths" label={labels.roleMonths}>
              <Input inputMode="numeric" maxLength={3} />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="courseCode" label={labels.courseCode}>
              <Input maxLength={40} />
            </Field>
            <Field name="position" label={labels.position}>
              <Input inputMode="numeric" maxLength={3} />
            </Field>
          </FieldRow>
          <Checkbox name="isRetired" label={t('certificate_type.retired')} />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to="/training/certificates" variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
