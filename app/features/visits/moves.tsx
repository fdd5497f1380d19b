import { useFetcher, useFetchers, useSubmit } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { fromLocal } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { type Refused, refused } from '~/core/result';
import { Link } from '~/ui/link';
import { useToast } from '~/ui/toast';
import type { Moved, StaleMove } from './commands/move.server';

export type MoveAnswer = ({ ok: true; undone: boolean } & Moved) | Refused;

const prefix = 'visit-move:';
export const moveKey = (id: string) => prefix + id;
export const moveAction = (id: string) => `${paths.visit(id)}/move`;

/** Sends a move without leaving the page; the day shows it at once. */
export function useSendMove() {
  const submit = useSubmit();
  return (visit: { id: string; version: number }, plannedAt: string, undo?: { plannedMinutes: number }) =>
    submit(
      { quiet: '1', version: visit.version, plannedAt, ...(undo && { ...undo, undone: '1' }) },
      { method: 'post', action: moveAction(visit.id), navigate: false, fetcherKey: moveKey(visit.id) },
    );
}

/** Moves on their way: id → when to. */
export function usePendingMoves(): Map<string, Date> {
  return new Map(
    useFetchers().flatMap(({ key, formData }): [string, Date][] => {
      const to = formData?.get('plannedAt');
      return key.startsWith(prefix) && typeof to === 'string' ? [[key.slice(prefix.length), fromLocal(to)]] : [];
    }),
  );
}

/** Says how a move ended: with an undo, or with both times where somebody was first. */
export function MoveAnswerOf({ id, now }: { id: string; now: Date }) {
  const t = useT();
  const f = useFormat();
  const say = useMoveWords(now);
  const toast = useToast();
  const send = useSendMove();
  const seen = useRef<unknown>(null);
  const { data, state } = useFetcher<MoveAnswer>({ key: moveKey(id) });
  useEffect(() => {
    if (state !== 'idle' || !data || seen.current === data) return;
    seen.current = data;
    if (!data.ok) return toast({ tone: 'warn', text: <MoveRefusal id={id} refusal={data} now={now} /> });
    const { undo } = data;
    const back = undo ? () => send({ id, version: undo.version }, undo.plannedAt, undo) : undefined;
    if (data.undone) return toast({ text: t('move.undone', { when: f.dateTime(data.plannedAt, now) }) });
    toast({ text: say(data), tone: isOdd(data) ? 'warn' : 'ok', undo: back });
  }, [data, state, id, now, t, f, say, send, toast]);
  return null;
}

export function useMoveWords(now: Date) {
  const t = useT();
  const f = useFormat();
  return (moved: Pick<Moved, 'plannedAt' | 'isPast' | 'clashes'>) => {
    const { key, params } = movedWords(moved, (at) => f.dateTime(at, now));
    return t.any(key, params);
  };
}

export const isOdd = ({ isPast, clashes }: Pick<Moved, 'isPast' | 'clashes'>) => isPast || clashes.length > 0;

/** The words for a visit that was moved or planned: what is odd about its time is said. */
export function movedWords(
  { plannedAt, isPast, clashes }: Pick<Moved, 'plannedAt' | 'isPast' | 'clashes'>,
  say: (at: Date) => string,
  verb: 'move' | 'plan' = 'move',
): { key: string; params: Record<string, string> } {
  const when = say(plannedAt);
  const [clash] = clashes;
  if (isPast) return { key: `${verb}.done_past`, params: { when } };
  if (clash) return { key: `${verb}.done_clash`, params: { when, account: clash.accountName ?? '—' } };
  return { key: `${verb}.done`, params: { when } };
}

export function MoveRefusal({ id, refusal, now }: { id?: string; refusal: Refused; now: Date }) {
  const t = useT();
  const f = useFormat();
  const details = refusal.reason === 'stale' ? (refusal.details as StaleMove | undefined) : undefined;
  if (!details?.wanted) return t.any(refusal.reason.includes('.') ? refusal.reason : `error.${refusal.reason}`);
  const { who, fields, plannedAt, wanted } = details;
  return (
    <>
      {t(fields?.includes('plannedAt') ? 'move.stale' : 'move.stale_other', {
        who: who ?? t('move.somebody'),
        theirs: f.dateTime(plannedAt, now),
        wanted: f.dateTime(wanted, now),
      })}
      {id && (
        <>
          {' '}
          <Link
            to={`${moveAction(id)}?at=${encodeURIComponent(wanted)}`}
            className="text-(--float-link) underline underline-offset-2"
          >
            {t('move.look')}
          </Link>
        </>
      )}
    </>
  );
}

/** A move wants an answer now: without a network it is refused in words, and the page stays. */
export const sendMove = <T,>(send: () => Promise<T>) =>
  send().catch((error: unknown) => {
    if (error instanceof TypeError) return refused('move.offline');
    throw error;
  });
