import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { changeSchedule } from '~/features/exports/commands.server';
import { scheduleEdit } from '~/features/exports/input';
import { getSchedule, listSendable } from '~/features/exports/queries.server';
import { ScheduleFields, useScheduleLabels } from '~/features/exports/schedule-fields';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const schedule = await getSchedule(ctx, params.scheduleId!);
  requirePermission(ctx.actor, 'export.run');
  const { viewId, rhythm, weekday, monthDay, hour, format, version } = schedule;
  const views = (await listSendable(ctx)).map(({ id, name, page }) => ({ id, name, page }));
  return {
    views,
    version,
    values: {
      viewId: views.some(({ id }) => id === viewId) ? viewId : '',
      ...{ rhythm, weekday: weekday ?? 1, monthDay: monthDay ?? 1, hour, format },
    },
    title: translate(ctx.actor.locale)('export.edit'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const { id } = await getSchedule(ctx, params.scheduleId!);
  const input = await readInput(request, scheduleEdit);
  if (!input.ok) return invalid(input, input.typed);
  const changed = await changeSchedule(ctx, id, input.value);
  return changed.ok ? redirectWithToast(paths.exports, { key: 'export.changed' }) : invalid(changed, input.typed);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EditSchedule() {
  const t = useT();
  const labels = useScheduleLabels();
  const { views, values, version } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('export.edit')} back={paths.exports} />
      <PageBody narrow>
        <ActionForm hidden={{ version }} values={values} labels={labels}>
          <ScheduleFields views={views} />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={paths.exports} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
