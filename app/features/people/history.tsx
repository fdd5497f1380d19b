import { useFormat, useT } from '~/core/i18n';
import { EmptyState } from '~/ui/empty-state';
import { ArrowRight, History } from '~/ui/icons';
import { Timeline } from '~/ui/timeline';
import { type ChangeWords, eventWords, fieldWords, type Names, valueWords } from './change-words';
import { changesOf, type Sides } from './changes';

type Entry = Sides & { id: string; at: string; event: string; actorName: string | null };

type Wording = {
  names?: Names;
  /** The record's own words for its fields and values; what it leaves out is worded in general. */
  fieldLabel?: (field: string) => string | undefined;
  valueText?: (field: string, value: unknown) => string | undefined;
};

/** What changed in one entry: field, before → after. */
export function ChangeList({ entry, names, fieldLabel, valueText }: Wording & { entry: Sides & { event: string } }) {
  const t = useT();
  const format = useFormat();
  const subject = entry.event.split('.')[0];
  const words: ChangeWords = { t, format, names, subject };
  const say = (field: string, value: unknown) => valueText?.(field, value) ?? valueWords(words, field, value);
  const changes = changesOf(entry);
  if (!changes.length) return null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-sm max-sm:grid">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <dt className="text-ink-3">{fieldLabel?.(field) ?? fieldWords(t, field, subject, format.locale)}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 break-words">
            {entry.before && field in entry.before && (
              <>
                <del className="text-ink-3 decoration-line-strong">{say(field, before)}</del>
                <ArrowRight className="self-center text-[12px] text-ink-3" />
              </>
            )}
            <span>{say(field, after)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Everything written about one record, newest first; entries come from `listJournalOf`. */
export function RecordHistory({ entries, now, ...wording }: Wording & { entries: Entry[]; now: string }) {
  const t = useT();
  if (!entries.length) return <EmptyState icon={History} title={t('journal.none_yet')} />;
  return (
    <Timeline
      now={now}
      items={entries.map((entry) => ({
        id: entry.id,
        icon: History,
        at: entry.at,
        title: (
          <>
            <span className="font-medium">{entry.actorName ?? t('journal.system')}</span>{' '}
            <span className="text-ink-2">{eventWords(t, entry.event, entry)}</span>
          </>
        ),
        body: <ChangeList entry={entry} {...wording} />,
      }))}
    />
  );
}
