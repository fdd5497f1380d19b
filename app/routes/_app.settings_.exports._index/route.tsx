import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { badRequest, invalid } from '~/core/refusals.server';
import { deleteFile, deleteSchedule, pauseSchedule, resumeSchedule } from '~/features/exports/commands.server';
import { isCertain } from '~/features/exports/due';
import { fileStep, scheduleStep } from '~/features/exports/input';
import { listFiles, listSchedules } from '~/features/exports/queries.server';
import { keptDays, mostSchedules } from '~/features/exports/rules';
import { translate } from '~/locales/translate.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { FormErrors } from '~/ui/form-errors';
import { CalendarClock } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { FileItem } from './file-item';
import { ScheduleItem } from './schedule-item';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const [schedules, files] = await Promise.all([listSchedules(ctx), listFiles(ctx)]);
  const keptMs = keptDays * 86_400_000;
  return {
    schedules: schedules.map((one) => ({
      ...{ id: one.id, name: one.name, page: one.page, version: one.version, format: one.format },
      ...{ rhythm: one.rhythm, weekday: one.weekday, monthDay: one.monthDay, hour: one.hour },
      ...{ pausedReason: one.pausedReason, lastOutcome: one.lastOutcome, lastRows: one.lastRows },
      nextAt: one.nextAt.toISOString(),
      isCertain: isCertain(one, one.nextAt),
      lastAt: one.lastAt?.toISOString() ?? null,
    })),
    files: files.map(({ id, name, format, rows, bytes, madeAt }) => ({
      ...{ id, name, format, rows, bytes, madeAt: madeAt.toISOString() },
      until: today(new Date(madeAt.getTime() + keptMs)),
    })),
    may: can(ctx.actor, 'export.run'),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('export.title'),
  };
}
type Data = ReturnType<typeof useLoaderData<typeof loader>>;
export type Schedule = Data['schedules'][number];
export type MadeFile = Data['files'][number];

const steps = { pause: pauseSchedule, resume: resumeSchedule, delete: deleteSchedule } as const;
const said = { pause: 'export.paused', resume: 'export.resumed', delete: 'export.deleted' } as const;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'delete_file') {
    const gone = await checked(body, fileStep, ({ fileId }) => deleteFile(ctx, fileId));
    return gone.ok ? redirectWithToast(paths.exports, { key: 'export.file_deleted' }) : invalid(gone);
  }
  const step = (['pause', 'resume', 'delete'] as const).find((one) => one === body.intent);
  if (!step) throw badRequest();
  const done = await checked(body, scheduleStep, ({ scheduleId, version }) => steps[step](ctx, scheduleId, version));
  return done.ok ? redirectWithToast(paths.exports, { key: said[step] }) : invalid(done);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ScheduledExports() {
  const t = useT();
  const { schedules, files, may, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHead
        title={t('export.title')}
        back="/settings"
        primary={may ? { to: `${paths.exports}/new`, label: t('export.new') } : undefined}
      />
      <PageBody narrow>
        {answer && <FormErrors refusal={answer} />}
        <p className="text-ink-2">{t('export.purpose')}</p>
        <Card title={t('export.schedules')} note={t('export.schedules_note', { n: mostSchedules })} padded={false}>
          {schedules.length === 0 ? (
            <EmptyState icon={CalendarClock} title={t('export.empty')}>
              {t('export.empty_hint')}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {schedules.map((one) => (
                <ScheduleItem key={one.id} schedule={one} may={may} now={now} />
              ))}
            </ul>
          )}
        </Card>
        <Card title={t('export.files')} padded={false}>
          {files.length === 0 ? (
            <p className="px-4 pb-4 text-ink-3">{t('export.files_empty')}</p>
          ) : (
            <ul className="divide-y divide-line">
              {files.map((one) => (
                <FileItem key={one.id} file={one} may={may} now={now} />
              ))}
            </ul>
          )}
        </Card>
      </PageBody>
    </>
  );
}
