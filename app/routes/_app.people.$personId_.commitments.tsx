import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { countCap } from '~/core/paging';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { getPerson } from '~/features/people/queries/people.server';
import { handOverPromises } from '~/features/visits/commands/hand-over.server';
import { handOverInput } from '~/features/visits/commitment-input';
import { listColleaguesOf } from '~/features/visits/queries/pickers.server';
import { countPromisesHeld } from '~/features/visits/queries/promises-held.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Combobox } from '~/ui/combobox';
import { Field, FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { id, name, tenantId } = await getPerson(ctx, params.personId ?? '');
  requirePermission(ctx.actor, 'account.assign');
  const colleagues = await listColleaguesOf(ctx, tenantId);
  return {
    id,
    name,
    held: await countPromisesHeld(ctx, id, countCap + 1),
    options: colleagues
      .filter((one) => one.id !== id)
      .map((one) => ({ value: one.id, label: one.name, hint: one.title ?? undefined })),
    title: translate(ctx.actor.locale)('commitment.hand_over'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.personId ?? '';
  const input = await readInput(request, handOverInput);
  if (!input.ok) return invalid(input, input.typed);
  const done = await handOverPromises(ctx, id, input.value);
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast(paths.person(id), { key: 'commitment.done.handed_over', params: { n: done.value.given } });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** What somebody who leaves has promised, given to a colleague in one go. */
export default function HandOverCommitments() {
  const t = useT();
  const f = useFormat();
  const { id, name, held, options } = useLoaderData<typeof loader>();
  const label = t('commitment.hand_over_to');
  return (
    <>
      <PageHead title={t('commitment.hand_over_of', { name })} back={paths.person(id)} />
      <PageBody narrow>
        {held === 0 ? (
          <p className="text-ink-2">{t('commitment.none_held')}</p>
        ) : (
          <Card>
            <p className="mb-4 text-ink-2">
              {t('commitment.held', { n: held > countCap ? `${f.number(countCap)}+` : f.number(held) })}
            </p>
            <ActionForm labels={{ ownerId: label }}>
              <Field name="ownerId" label={label} required>
                <Combobox options={options} load={`/commitments/colleagues.json?person=${id}`} />
              </Field>
              <FormActions>
                <SubmitButton>{t('commitment.hand_over')}</SubmitButton>
                <ButtonLink to={paths.person(id)} variant="ghost">
                  {t('common.cancel')}
                </ButtonLink>
              </FormActions>
            </ActionForm>
          </Card>
        )}
      </PageBody>
    </>
  );
}
