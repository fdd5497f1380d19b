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
import { createPerson } from '~/features/people/commands/person.server';
import { createPersonInput } from '~/features/people/input';
import { PersonFields, usePersonLabels } from '~/features/people/person-fields';
import { listLedUnits } from '~/features/people/queries/units.server';
import { roles } from '~/features/people/rules';
import { unitOptions } from '~/features/people/unit-options';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.manage');
  const units = await listLedUnits(ctx);
  return {
    id: newId(),
    units: unitOptions(units),
    title: translate(ctx.actor.locale)('person.new'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, createPersonInput);
  if (!input.ok) return invalid(input, input.typed);
  const created = await createPerson(ctx, input.value);
  if (!created.ok) return invalid(created, input.typed);
  return redirectWithToast(paths.person(created.value.id), { key: 'person.created' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewPerson() {
  const t = useT();
  const { id, units } = useLoaderData<typeof loader>();
  const labels = usePersonLabels();
  return (
    <>
      <PageHead title={t('person.new')} back="/people" />
      <PageBody narrow>
        <Card>
          <ActionForm hidden={{ id }} values={{ role: 'account_manager' }} labels={labels}>
            <PersonFields units={units} />
            <Field name="role" label={t('person.role')} hint={t('person.first_role_hint')} required>
              <Select options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
            </Field>
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to="/people" variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
