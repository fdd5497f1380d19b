import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { AnswerList } from '~/features/visits/forms/answer-list';
import { MoveList } from '~/features/visits/move-list';
import { NextStep } from '~/features/visits/next-step';
import { Person } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { MapPin, Smile } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Day } from '~/ui/value';
import type { ReadingData } from './route';

/** What a lead needs to have read: the note, what was found and promised, and what the check is worth. */
export function VisitSummary({ page }: { page: ReadingData }) {
  const t = useT();
  const f = useFormat();
  const { visit, account, ownerName, attendees, needs, commitments, now, mayReadAccount } = page;
  const met = attendees.filter((one) => one.contactId).flatMap((one) => one.name ?? []);
  return (
    <>
      <Card>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Person name={ownerName ?? t('coaching.unnamed')} size="md" sub={t(`visit.type.${visit.type}`)} />
          {account &&
            (mayReadAccount ? (
              <Link to={paths.account(account.id)} className="font-medium hover:underline">
                {account.name}
              </Link>
            ) : (
              <span className="font-medium">{account.name}</span>
            ))}
          <span className="num text-ink-3">{f.dateTime(visit.startedAt ?? visit.plannedAt, now)}</span>
          <span className="flex flex-wrap gap-1.5 sm:ml-auto">
            {visit.confidence !== null && (
              <Badge tone={visit.confidence >= 50 ? 'ok' : 'warn'} icon={MapPin}>
                {t('visit.confidence_of', { n: visit.confidence })}
              </Badge>
            )}
            {visit.satisfaction !== null && (
              <Badge tone={visit.satisfaction >= 4 ? 'ok' : visit.satisfaction <= 2 ? 'bad' : 'neutral'} icon={Smile}>
                {t('visit.satisfaction_n', { n: visit.satisfaction })}
              </Badge>
            )}
          </span>
        </div>
        {met.length > 0 && <p className="mt-2 text-ink-2">{met.join('、')}</p>}
      </Card>
      <Card title={t('coaching.note')}>
        {visit.note ? (
          <p className="max-w-prose whitespace-pre-wrap break-words leading-relaxed">{visit.note}</p>
        ) : (
          <p className="text-ink-3">{t('coaching.no_note')}</p>
        )}
        {visit.competitorNote && (
          <p className="mt-3 whitespace-pre-wrap break-words text-ink-2">{visit.competitorNote}</p>
        )}
        <NextStep visit={visit} now={now} />
      </Card>
      <AnswerList form={page.form} answers={visit.answers} />
      {page.moves.length > 0 && (
        <Card title={t('move.rivals')} note={page.moves.length} padded={false}>
          <MoveList moves={page.moves} mayRemove={false} />
        </Card>
      )}
      {needs.length > 0 && (
        <Card title={t('coaching.needs')} note={needs.length}>
          <ul className="grid gap-1.5">
            {needs.map((need) => (
              <li key={need.id} className="flex items-baseline gap-2">
                <Badge tone={need.kind === 'latent' ? 'info' : 'brand'}>{t(`need.kind.${need.kind}`)}</Badge>
                <span className="min-w-0 break-words">{need.text}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {commitments.length > 0 && (
        <Card title={t('coaching.commitments')} note={commitments.length}>
          <ul className="grid gap-1.5">
            {commitments.map(({ commitment, ownerName: keeper }) => (
              <li key={commitment.id} className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 break-words">{commitment.text}</span>
                <span className="shrink-0 text-xs text-ink-3">
                  {keeper} · <Day on={commitment.dueOn} now={now.toISOString()} />
                </span>
                <Badge tone={commitment.state === 'kept' ? 'ok' : commitment.state === 'broken' ? 'bad' : 'neutral'}>
                  {t(`commitment.state.${commitment.state}`)}
                </Badge>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
