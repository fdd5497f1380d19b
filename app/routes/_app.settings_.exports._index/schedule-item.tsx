import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { IconLink } from '~/ui/button';
import { Pencil, Trash2 } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { When } from '~/ui/value';
import type { Schedule } from './route';

export function ScheduleItem({ schedule, may, now }: { schedule: Schedule; may: boolean; now: string }) {
  const t = useT();
  const f = useFormat();
  const { id, name, page, version, pausedReason: paused, rhythm, weekday, monthDay, hour, lastOutcome } = schedule;
  const time = `${String(hour).padStart(2, '0')}:00`;
  const day = monthDay ?? '';
  const when = t(`export.when.${rhythm}`, { time, day, weekday: weekday ? t.any(`export.weekday.${weekday}`) : '' });
  const fields = { scheduleId: id, version };
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-words">{name}</span>
          <Badge tone={paused ? (paused === 'person' ? 'neutral' : 'bad') : 'ok'}>
            {t(paused ? `export.paused.${paused}` : 'export.active')}
          </Badge>
        </div>
        <p className="text-sm text-ink-2">
          {[when, t(`view.page.${page}`), t(`export.format.${schedule.format}`)].join(' · ')}
        </p>
        <div className="flex flex-wrap gap-x-3 text-xs text-ink-3">
          {!paused && (
            <span>
              {t('export.next')} <span className="num">{f.dateTime(schedule.nextAt, now)}</span>
              {!schedule.isCertain && ` (${t('export.uncertain')})`}
            </span>
          )}
          <span>
            {t('export.last')}{' '}
            {lastOutcome ? (
              <>
                <When at={schedule.lastAt} now={now} />
                {' · '}
                {t(`export.last.${lastOutcome}`, { n: f.number(schedule.lastRows ?? 0) })}
              </>
            ) : (
              t('export.last_none')
            )}
          </span>
        </div>
      </div>
      <div className="flex items-center gap-1">
        {paused ? (
          may && (
            <PostButton
              fields={{ intent: 'resume', ...fields }}
              size="sm"
              navigate
              aria-label={t('export.resume_named', { name })}
            >
              {t('export.resume')}
            </PostButton>
          )
        ) : (
          <PostButton
            fields={{ intent: 'pause', ...fields }}
            size="sm"
            navigate
            aria-label={t('export.pause_named', { name })}
          >
            {t('export.pause')}
          </PostButton>
        )}
        {may && <IconLink icon={Pencil} label={t('export.edit_named', { name })} to={paths.exportSchedule(id)} />}
        <PostButton
          fields={{ intent: 'delete', ...fields }}
          size="sm"
          variant="danger"
          icon={Trash2}
          navigate
          aria-label={t('export.delete_named', { name })}
        />
      </div>
    </li>
  );
}
