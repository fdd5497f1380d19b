import { type FetcherWithComponents, Link, useFetchers, useSubmit } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useT } from '~/core/i18n';
import type { Refused } from '~/core/result';
import type { OpportunityRow } from '~/features/opportunities/list/rows.server';
import type { Missing } from '~/features/opportunities/missing';
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

/** Says how a move ended: with an undo, or with what is missing and where to fill it in. */
export function useMoveAnswer(fetcher: FetcherWithComponents<MoveAnswer>, row: OpportunityRow) {
  const t = useT();
  const toast = useToast();
  const submit = useSubmit();
  const seen = useRef<unknown>(null);
  const { data, state } = fetcher;
  useEffect(() => {
    if (state !== 'idle' || !data || seen.current === data || answered.has(data)) return;
    seen.current = data;
    answered.add(data);
    if (!data.ok) return toast({ tone: 'warn', text: <Refusal refusal={data} /> });
    if (data.undone) return toast({ text: t('opportunity.move_undone', { title: row.title }) });
    const undo = () =>
      submit(
        { quiet: '1', intent: 'undo', version: data.version },
        { method: 'post', action: moveAction(row.id), navigate: false, fetcherKey: moveKey(row.id) },
      );
    toast({ text: t('opportunity.moved', { title: row.title, stage: data.stage }), undo });
  }, [data, state, row, t, toast, submit]);
}
// A card that changes its column is mounted anew and would say it again.
const answered = new WeakSet<object>();

export function Refusal({ refusal }: { refusal: Refused }) {
  const t = useT();
  const missing = refusal.reason === 'opportunity.criteria_missing' ? ((refusal.details ?? []) as Missing[]) : [];
  const key = refusal.reason.includes('.') ? refusal.reason : `error.${refusal.reason}`;
  return (
    <span>
      {t.any(key, refusal.params)}
      {missing.length > 0 && (
        <span className="mt-0.5 flex flex-wrap gap-x-3 gap-y-1">
          {missing.map(({ criterion, labelKey, href }) => (
            <Link key={criterion} to={href} className="text-(--float-link) underline underline-offset-2">
              {t(labelKey)}
            </Link>
          ))}
        </span>
      )}
    </span>
  );
}
