import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { countCap } from '~/core/paging';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { setLeaving } from '~/features/people/commands/person.server';
import { leaveInput } from '~/features/people/input';
import { usePersonLabels } from '~/features/people/person-fields';
import { countHoldings } from '~/features/people/queries/holdings.server';
import { getPerson } from '~/features/people/queries/people.server';
import { countPromisesHeld } from '~/features/visits/queries/promises-held.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Field, FormActions } from '~/ui/field';
import { ArrowRightLeft, Handshake, TriangleAlert } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const person = await getPerson(ctx, params.personId ?? '');
  requirePermission(ctx.actor, 'people.manage');
  return {
    id: person.id,
    name: person.name,
    version: person.version,
    leftOn: person.leftOn ?? today(ctx.now),
    holdings: {
      ...(await countHoldings(ctx, person.id)),
      commitments: await countPromisesHeld(ctx, person.id, countCap + 1),
    },
    title: translate(ctx.actor.locale)('person.leave'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.personId ?? '';
  const input = await readInput(request, leaveInput);
  if (!input.ok) return invalid(input, input.typed);
  const saved = await setLeaving(ctx, id, input.value.leftOn, input.value.version);
  if (!saved.ok) return invalid(saved, input.typed);
  return redirectWithToast(paths.person(id), { key: 'person.left' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function LeavePerson() {
  const t = useT();
  const { id, name, version, leftOn, holdings } = useLoaderData<typeof loader>();
  const labels = usePersonLabels();
  const { accounts, opportunities, visits, commitments } = holdings;
  const holds = accounts + opportunities + visits + commitments > 0;
  return (
    <>
      <PageHead title={t('person.leave_title', { name })} back={paths.person(id)} />
      <PageBody narrow>
        {holds ? (
          <Callout
            tone="warn"
            icon={TriangleAlert}
            title={t('person.leave_warning')}
            action={
              <>
                {accounts + opportunities + visits > 0 && (
                  <ButtonLink to={`/team?person=${id}`} icon={ArrowRightLeft}>
                    {t('person.hand_over')}
                  </ButtonLink>
                )}
                {commitments > 0 && (
                  <ButtonLink to={`${paths.person(id)}/commitments`} icon={Handshake}>
                    {t('commitment.hand_over')}
                  </ButtonLink>
                )}
              </>
            }
          >
            {t('person.leave_warning_body', { accounts, opportunities, visits, commitments })}
          </Callout>
        ) : (
          <p className="text-ink-2">{t('person.leave_clear')}</p>
        )}
        <Card>
          <ActionForm values={{ leftOn }} hidden={{ version }} labels={labels}>
            <Field name="leftOn" label={t('person.left_on')} hint={t('person.leave_hint')} required>
              <DateInput />
            </Field>
            <FormActions>
              <SubmitButton variant="danger">{t('person.leave_confirm')}</SubmitButton>
              <ButtonLink to={paths.person(id)} variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
