import { useFormat, useT } from '~/core/i18n';
import type { listRepeats, listTurns } from '~/features/leads/queries/lead.server';
import { Card } from '~/ui/card';

type Turns = Awaited<ReturnType<typeof listTurns>>;
type Repeats = Awaited<ReturnType<typeof listRepeats>>;

/** Who has had the lead, and how that ended. */
export function LeadHistory({ turns, now }: { turns: Turns; now: Date }) {
  const t = useT();
  const f = useFormat();
  return (
    <Card title={t('lead.history')}>
      {turns.length === 0 && <p className="text-ink-3">{t('lead.no_turns')}</p>}
      <ol className="grid gap-2">
        {turns.map((turn) => (
          <li key={turn.id} className="flex flex-wrap items-baseline gap-x-3">
            <span>{t(`lead.turn.${turn.way}`, { name: turn.name ?? '–' })}</span>
            <span className="text-sm text-ink-2">{t(`lead.outcome.${turn.outcome ?? 'now'}`)}</span>
            <span className="num ml-auto text-sm text-ink-3">{f.when(turn.endedAt ?? turn.startedAt, now)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

export function LeadRepeats({ repeats, now }: { repeats: Repeats; now: Date }) {
  const t = useT();
  const f = useFormat();
  if (!repeats.length) return null;
  return (
    <Card title={t('lead.repeats')}>
      <ul className="grid gap-3">
        {repeats.map((one) => (
          <li key={one.id}>
            <p className="break-words">{one.need}</p>
            <p className="num text-sm text-ink-3">
              {[one.contactName, one.phone, t(`lead.source.${one.source}`), f.when(one.createdAt, now)].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
