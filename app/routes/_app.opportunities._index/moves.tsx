import { useFetcher, useFetchers, useSubmit } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import type { Refused } from '~/core/result';
import { criterionWords } from '~/features/opportunities/criterion-words';
import type { CardRow } from '~/features/opportunities/list/board.server';
import type { Missing } from '~/features/opportunities/missing';
import { Link } from '~/ui/link';
import { useToast } from '~/ui/toast';

export type MoveAnswer = { ok: true; version: number; stage: string; undone?: boolean } | Refused;

const prefix = 'move:';
export const moveKey = (id: string) => prefix + id;
export const moveAction = (id: string) => `/opportunities/${id}/move`;

/** Sends a move without leaving the page; the board shows it at once. */
export function useSendMove() {
  const submit = useSubmit();
  return (row: { id: string; version: number }, to: number) =>
    submit(
      { quiet: '1', version: row.version, to },
      { method: 'post', action: moveAction(row.id), navigate: false, fetcherKey: moveKey(row.id) },
    );
}

/** Moves on their way: id → stage. */
export function usePendingMoves(): Map<string, number> {
  return new Map(
    useFetchers().flatMap(({ key, formData }): [string, number][] => {
      const to = Number(formData?.get('to'));
      return key.startsWith(prefix) && to ? [[key.slice(prefix.length), to]] : [];
    }),
  );
}

/** Watches the moves sent from this page, and says how each ended. */
export function MoveAnswers({ rows }: { rows: CardRow[] }) {
  const moving = usePendingKeys();
  const [watched, setWatched] = useState<CardRow[]>([]);
  const fresh = rows.filter(({ id }) => moving.has(id) && !watched.some((row) => row.id === id));
  if (fresh.length > 0) setWatched([...watched, ...fresh]);
  return watched.map((row) => <MoveAnswer key={row.id} row={row} />);
}

const usePendingKeys = () =>
  new Set(useFetchers().flatMap(({ key }) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])));

/** Says how a move ended: with an undo, or with what is missing and where to fill it in. */
function MoveAnswer({ row }: { row: CardRow }) {
  const t = useT();
  const toast = useToast();
  const submit = useSubmit();
  const seen = useRef<unknown>(null);
  const { data, state } = useFetcher<MoveAnswer>({ key: moveKey(row.id) });
  useEffect(() => {
    if (state !== 'idle' || !data || seen.current === data) return;
    seen.current = data;
    if (!data.ok) return toast({ tone: 'warn', text: <Refusal refusal={data} /> });
    if (data.undone) return toast({ text: t('opportunity.move_undone', { title: row.title }) });
    const undo = () =>
      submit(
        { quiet: '1', intent: 'undo', version: data.version },
        { method: 'post', action: moveAction(row.id), navigate: false, fetcherKey: moveKey(row.id) },
      );
    toast({ text: t('opportunity.moved', { title: row.title, stage: data.stage }), undo });
  }, [data, state, row, t, toast, submit]);
  return null;
}

export function Refusal({ refusal }: { refusal: Refused }) {
  const t = useT();
  const f = useFormat();
  const missing = refusal.reason === 'opportunity.criteria_missing' ? ((refusal.details ?? []) as Missing[]) : [];
  const key = refusal.reason.includes('.') ? refusal.reason : `error.${refusal.reason}`;
  return (
    <span>
      {t.any(key, refusal.params)}
      {missing.length > 0 && (
        <span className="mt-0.5 flex flex-wrap gap-x-3 gap-y-1">
          {missing.map(({ criterion, rule, href }) => (
            <Link key={criterion} to={href} className="text-(--float-link) underline underline-offset-2">
              {criterionWords(t, f, rule)}
            </Link>
          ))}
        </span>
      )}
    </span>
  );
}
