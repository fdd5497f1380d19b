import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { formatter } from '~/core/format';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { createSchedule } from '~/features/exports/commands.server';
import { nextDue } from '~/features/exports/due';
import { scheduleInput } from '~/features/exports/input';
import { listSendable } from '~/features/exports/queries.server';
import { ScheduleFields, useScheduleLabels } from '~/features/exports/schedule-fields';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { FormActions } from '~/ui/field';
import { Bookmark } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'export.run');
  const views = (await listSendable(ctx)).map(({ id, name, page }) => ({ id, name, page }));
  const asked = new URL(request.url).searchParams.get('view');
  return {
    id: newId(),
    views,
    viewId: (views.find(({ id }) => id === asked) ?? (views.length === 1 ? views[0] : null))?.id ?? '',
    title: translate(ctx.actor.locale)('export.new'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'export.run');
  const input = await readInput(request, scheduleInput);
  if (!input.ok) return invalid(input, input.typed);
  const made = await createSchedule(ctx, input.value);
  if (!made.ok) return invalid(made, input.typed);
  const when = formatter(ctx.actor.locale).dateTime(nextDue(input.value, ctx.now), ctx.now);
  return redirectWithToast(paths.exports, { key: 'export.scheduled', params: { when } });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewSchedule() {
  const t = useT();
  const labels = useScheduleLabels();
  const { id, views, viewId } = useLoaderData<typeof loader>();
  const usual = { viewId, rhythm: 'workdays', weekday: 1, monthDay: 1, hour: 8, format: 'xlsx' };
  return (
    <>
      <PageHead title={t('export.new')} back={paths.exports} />
      <PageBody narrow>
        {views.length === 0 ? (
          <EmptyState icon={Bookmark} title={t('export.no_views')}>
            <span className="grid justify-items-center gap-3">
              {t('export.empty_hint')}
              <ButtonLink to="/views">{t('export.to_views')}</ButtonLink>
            </span>
          </EmptyState>
        ) : (
          <ActionForm hidden={{ id }} values={usual} labels={labels}>
            <ScheduleFields views={views} />
            <p className="text-sm text-ink-3">{t('export.purpose')}</p>
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to={paths.exports} variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}
