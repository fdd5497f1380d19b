import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { refused } from '~/core/result';
import { readUpload } from '~/core/upload.server';
import { allowedKinds } from '~/features/imports/access.server';
import { createImport } from '~/features/imports/commands.server';
import { uploadInput } from '~/features/imports/input';
import { listTargetUnits } from '~/features/imports/plan.server';
import { mostBytes } from '~/features/imports/rules';
import { storeFile } from '~/features/imports/store.server';
import { unitOptions } from '~/features/people/unit-options';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { FileInput } from '~/ui/file-input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'import.run');
  const wanted = new URL(request.url).searchParams.get('kind');
  const kinds = allowedKinds(ctx.actor);
  return {
    id: newId(),
    kinds,
    kind: kinds.find((kind) => kind === wanted) ?? kinds[0],
    units: unitOptions(await listTargetUnits(ctx)),
    title: translate(ctx.actor.locale)('imports.new_title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'import.run');
  const { typed, file, refusal } = await readUpload(request, storeFile);
  const input = checkInput(typed, uploadInput);
  if (!input.ok) return invalid(input, typed);
  if (!file) return invalid(refused('invalid', { fields: { file: refusal ?? 'imports.file_missing' } }), typed);
  const result = await createImport(ctx, input.value, file);
  return result.ok ? redirect(paths.import(result.value.id)) : invalid(result, typed);
}

export default function NewImport() {
  const t = useT();
  const { id, kinds, kind, units } = useLoaderData<typeof loader>();
  const labels = { kind: t('imports.kind'), unitId: t('imports.unit'), file: t('imports.file') };
  return (
    <>
      <PageHead
        title={t('imports.new_title')}
        back="/imports"
        crumbs={[{ to: '/imports', label: t('imports.title') }]}
      />
      <PageBody narrow>
        <ActionForm
          encType="multipart/form-data"
          hidden={{ id }}
          values={{ kind, unitId: units[0]?.id }}
          labels={labels}
        >
          <Field name="kind" label={labels.kind} required>
            <Select options={kinds.map((value) => ({ value, label: t(`imports.kind_${value}`) }))} />
          </Field>
          <Field name="unitId" label={labels.unitId} hint={t('imports.unit_hint')} required>
            <Select options={units.map((unit) => ({ value: String(unit.id), label: unit.name }))} />
          </Field>
          <Field name="file" label={labels.file} hint={t('imports.file_hint')} required>
            <FileInput
              accept=".csv,.txt,.tsv,.xlsx,text/csv"
              onChange={({ currentTarget: input }) =>
                // said before 200 MB have been sent for nothing
                input.setCustomValidity((input.files?.[0]?.size ?? 0) > mostBytes ? t('imports.file_too_large') : '')
              }
            />
          </Field>
          <div className="flex gap-2">
            <SubmitButton size="lg">{t('imports.upload')}</SubmitButton>
            <ButtonLink to="/imports" variant="ghost" size="lg">
              {t('common.cancel')}
            </ButtonLink>
          </div>
        </ActionForm>
      </PageBody>
    </>
  );
}
