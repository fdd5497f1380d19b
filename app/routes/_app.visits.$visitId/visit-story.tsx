import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { CommitmentItem } from '~/features/visits/commitment-item';
import { MoveList } from '~/features/visits/move-list';
import { NextStep } from '~/features/visits/next-step';
import { needStates } from '~/features/visits/rules';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Lightbulb, Plus, Smile, Swords } from '~/ui/icons';
import { Select } from '~/ui/select';
import type { VisitData } from './route';
import { VisitFiles } from './visit-files';

/** `need`, `commitment`: the form for one more, while it is open. */
type VisitStoryProps = { page: VisitData; report: ReactNode; need: ReactNode; move: ReactNode; commitment: ReactNode };

/** What came of it. */
export function VisitStory({ page, report, need, move, commitment }: VisitStoryProps) {
  const t = useT();
  const { visit, needs, commitments, settle, now, day, mayAdd } = page;
  const more = (what: 'need' | 'move' | 'commitment', label: string) =>
    mayAdd && (
      <ButtonLink to={`?do=${what}#${what}s`} icon={Plus} size="sm" variant="ghost" preventScrollReset>
        {label}
      </ButtonLink>
    );
  const isDone = visit.status === 'completed';
  return (
    <>
      <Card
        title={t('visit.note')}
        action={
          visit.satisfaction !== null && (
            <Badge tone={visit.satisfaction >= 4 ? 'ok' : visit.satisfaction <= 2 ? 'bad' : 'neutral'} icon={Smile}>
              {t('visit.satisfaction_n', { n: visit.satisfaction })}
            </Badge>
          )
        }
      >
        {visit.note ? (
          <p className="max-w-prose whitespace-pre-wrap break-words leading-relaxed">{visit.note}</p>
        ) : (
          <p className="text-ink-3">{t('visit.no_note')}</p>
        )}
        <NextStep visit={visit} now={now} />
        {visit.competitorNote && (
          <div className="mt-3 flex items-start gap-2 text-ink-2">
            <Swords className="mt-0.5 shrink-0 text-[15px] text-ink-3" />
            <p className="whitespace-pre-wrap break-words">
              <span className="text-ink-3">{t('visit.competitor_note')} · </span>
              {visit.competitorNote}
            </p>
          </div>
        )}
      </Card>
      {report}
      <VisitFiles page={page} />
      {(isDone || commitments.length > 0) && (
        <Card
          id="commitments"
          className="scroll-mt-18"
          title={t('visit.commitments')}
          note={commitments.length || undefined}
          action={!commitment && more('commitment', t('visit.add_commitment'))}
          padded={false}
        >
          {commitment}
          {commitments.length === 0 && !commitment && (
            <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('visit.no_commitments')}</p>
          )}
          {commitments.length > 0 && (
            <ul className="divide-y divide-line">
              {commitments.map(({ commitment: one, ownerName }, i) => (
                <li key={one.id} id={`commitment-${one.id}`} className="scroll-mt-18 target:bg-brand-soft">
                  <CommitmentItem
                    commitment={{ ...one, ownerName }}
                    today={day}
                    now={now}
                    back={`/visits/${visit.id}`}
                    maySettle={settle[i] ?? false}
                  />
                </li>
              ))}
            </ul>
          )}
        </Card>
      )}
      {(isDone || needs.length > 0) && (
        <Card
          id="needs"
          className="scroll-mt-18"
          title={t('visit.needs')}
          note={needs.length || undefined}
          action={!need && more('need', t('visit.add_need'))}
          padded={false}
        >
          {need}
          {needs.length === 0 && !need && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('visit.no_needs')}</p>}
          {needs.length > 0 && (
            <ul className="divide-y divide-line">
              {needs.map((one) => (
                <Need key={one.id} need={one} mayChange={page.mayChangeNeeds} />
              ))}
            </ul>
          )}
        </Card>
      )}
      {(isDone || page.moves.length > 0) && (
        <Card
          id="moves"
          className="scroll-mt-18"
          title={t('move.rivals')}
          note={page.moves.length || undefined}
          action={!move && more('move', t('move.add'))}
          padded={false}
        >
          {move}
          {page.moves.length === 0 && !move && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('move.none')}</p>}
          {page.moves.length > 0 && <MoveList moves={page.moves} mayRemove={page.mayAdd} />}
        </Card>
      )}
    </>
  );
}

function Need({ need, mayChange }: { need: VisitData['needs'][number]; mayChange: boolean }) {
  const t = useT();
  return (
    <li
      id={`need-${need.id}`}
      className="flex scroll-mt-18 flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5 target:bg-brand-soft max-sm:px-4"
    >
      <Lightbulb className="shrink-0 text-[16px] text-ink-3" />
      <div className="min-w-40 flex-1">
        <p className="break-words">{need.text}</p>
        <p className="mt-0.5 flex gap-2 text-xs text-ink-3">
          <span>{t(`need.kind.${need.kind}`)}</span>
          {need.line && <span>{t(`line.${need.line}`)}</span>}
        </p>
      </div>
      {mayChange ? (
        <Form method="post" className="flex items-center gap-1.5" onChange={(e) => e.currentTarget.requestSubmit()}>
          <input type="hidden" name="intent" value="need" />
          <input type="hidden" name="needId" value={need.id} />
          <input type="hidden" name="version" value={need.version} />
          <Select
            name="state"
            key={need.state}
            defaultValue={need.state}
            aria-label={t('visit.need_state')}
            options={needStates.map((state) => ({ value: state, label: t(`need.state.${state}`) }))}
            className="min-w-24"
          />
          <span className="hidden noscript:block">
            <SubmitButton size="sm" variant="secondary">
              {t('common.save')}
            </SubmitButton>
          </span>
        </Form>
      ) : (
        <Badge>{t(`need.state.${need.state}`)}</Badge>
      )}
    </li>
  );
}
