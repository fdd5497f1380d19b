import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { invalid } from '~/core/refusals.server';
import { AwardStory } from '~/features/awards/award-story';
import { decideAward } from '~/features/awards/commands.server';
import { decideInput } from '~/features/awards/input';
import { getAward } from '~/features/awards/queries.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { Hourglass, MessageSquareReply } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Textarea } from '~/ui/textarea';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const award = await getAward(ctx, params.awardId ?? '');
  const { personId, visibleTenants } = ctx.actor;
  const mayDecide =
    award.state === 'nominated' &&
    can(ctx.actor, 'award.decide') &&
    visibleTenants.includes(award.tenantId) &&
    award.personId !== personId &&
    award.nominatedBy !== personId;
  return { award, mayDecide, keeps: can(ctx.actor, 'reward.manage') };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.awardId ?? '';
  const input = await readInput(request, decideInput);
  if (!input.ok) return invalid(input, input.typed);
  const done = await decideAward(ctx, id, input.value);
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast(paths.award(id), {
    key: input.value.intent === 'grant' ? 'award.granted' : 'award.declined',
  });
}

export default function AwardPage() {
  const t = useT();
  const { award, mayDecide, keeps } = useLoaderData<typeof loader>();
  const { title, story, state, entryId } = award;
  return (
    <>
      <PageHead title={t('award.title')} back="/awards" />
      <PageBody narrow>
        {state === 'nominated' && (
          <Callout tone="neutral" icon={Hourglass} title={t('award.state.nominated')}>
            {entryId && keeps ? (
              <Link to={paths.reward(entryId)} className="text-brand-ink underline underline-offset-2">
                {t('award.by_rule_short')}
              </Link>
            ) : null}
          </Callout>
        )}
        {state === 'declined' && (
          <Callout tone="neutral" icon={MessageSquareReply} title={t('award.state.declined')}>
            {award.answer}
          </Callout>
        )}
        <AwardStory award={award} />
        {mayDecide && (
          <Card title={t('award.decide')}>
            <ActionForm
              own
              hidden={{ intent: 'grant' }}
              values={{ title, citation: story }}
              labels={{ title: t('award.name'), citation: t('award.citation') }}
            >
              <Field name="title" label={t('award.name')} required>
                <Input maxLength={60} />
              </Field>
              <Field name="citation" label={t('award.citation')} required>
                <Textarea rows={8} maxLength={2000} />
              </Field>
              <div>
                <SubmitButton>{t('award.grant')}</SubmitButton>
              </div>
            </ActionForm>
            <Fold title={t('award.decline')} className="mt-4 border-t border-line pt-2">
              <ActionForm own hidden={{ intent: 'decline' }} labels={{ answer: t('award.answer') }} className="pt-2">
                <Field name="answer" label={t('award.answer')} required>
                  <Textarea rows={3} maxLength={500} />
                </Field>
                <div>
                  <SubmitButton variant="secondary">{t('award.decline')}</SubmitButton>
                </div>
              </ActionForm>
            </Fold>
          </Card>
        )}
      </PageBody>
    </>
  );
}
