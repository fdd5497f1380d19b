import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { productLines } from '~/features/offerings/rules';
import { updatePerson } from '~/features/people/commands/person.server';
import { updatePersonInput } from '~/features/people/input';
import { PersonFields, usePersonLabels } from '~/features/people/person-fields';
import { getPerson } from '~/features/people/queries/people.server';
import { listLedUnits } from '~/features/people/queries/units.server';
import { unitOptions } from '~/features/people/unit-options';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const person = await getPerson(ctx, params.personId ?? '');
  requirePermission(ctx.actor, 'people.manage');
  const units = (await listLedUnits(ctx, { closed: true })).filter(
    (unit) => unit.tenantId === person.tenantId && (!unit.closedAt || unit.id === person.unitId),
  );
  return {
    person,
    units: unitOptions(units),
    title: translate(ctx.actor.locale)('person.edit'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, updatePersonInput);
  if (!input.ok) return invalid(input, input.typed);
  const saved = await updatePerson(ctx, params.personId ?? '', input.value);
  if (!saved.ok) return invalid(saved, input.typed);
  return redirectWithToast(paths.person(saved.value.id), { key: 'person.saved' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EditPerson() {
  const t = useT();
  const { person, units } = useLoaderData<typeof loader>();
  const labels = usePersonLabels();
  const back = paths.person(person.id);
  return (
    <>
      <PageHead title={t('person.edit')} back={back} />
      <PageBody narrow>
        <Card>
          <ActionForm values={person} hidden={{ version: person.version }} labels={labels}>
            <PersonFields units={units} />
            <input type="hidden" name="sellingLines" value="" />
            <ChipField
              type="checkbox"
              name="sellingLines"
              label={t('person.selling_lines')}
              hint={t('person.selling_lines_hint')}
              options={productLines.map((value) => ({ value, label: t(`line.${value}`) }))}
            />
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to={back} variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
