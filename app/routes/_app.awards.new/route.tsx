import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { nominate } from '~/features/awards/commands.server';
import { nominateInput } from '~/features/awards/input';
import { listCompanyOptions } from '~/features/people/queries/people.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Textarea } from '~/ui/textarea';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'award.nominate');
  const people = await listCompanyOptions(ctx);
  return { id: newId(), people: people.filter(({ value }) => value !== ctx.actor.personId) };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, nominateInput);
  if (!input.ok) return invalid(input, input.typed);
  const done = await nominate(ctx, input.value);
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast('/awards', { key: 'award.sent' });
}

export default function Nominate() {
  const t = useT();
  const { id, people } = useLoaderData<typeof loader>();
  const labels = { personId: t('award.person'), title: t('award.name'), story: t('award.story') };
  return (
    <>
      <PageHead title={t('award.nominate')} back="/awards" />
      <PageBody narrow>
        <Card>
          <ActionForm hidden={{ id }} labels={labels}>
            <Field name="personId" label={labels.personId} required>
              <Combobox options={people} load="/people/options.json" />
            </Field>
            <Field name="title" label={labels.title} hint={t('award.name_hint')} required>
              <Input maxLength={60} />
            </Field>
            <Field name="story" label={labels.story} hint={t('award.story_hint')} required>
              <Textarea rows={8} maxLength={2000} />
            </Field>
            <SubmitButton size="lg" block>
              {t('award.send')}
            </SubmitButton>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
