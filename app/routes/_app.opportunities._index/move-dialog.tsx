import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useT } from '~/core/i18n';
import type { CardRow } from '~/features/opportunities/list/board.server';
import type { MoveChoice } from '~/features/opportunities/missing';
import { MoveForm } from '~/features/opportunities/move-form';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { type MoveAnswer, moveAction, moveKey } from './moves';

type MoveDialogProps = { row: Pick<CardRow, 'id' | 'title'>; to?: { code: string }; onClose: () => void };

/** Chooses the stage, or asks what the stage of a drop wants to know. */
export function MoveDialog({ row, to, onClose }: MoveDialogProps) {
  const t = useT();
  const choices = useFetcher<MoveChoice>();
  const move = useFetcher<MoveAnswer>({ key: moveKey(row.id) });
  const { load } = choices;
  useEffect(() => load(moveAction(row.id)), [load, row.id]);
  const sent = useRef(false);
  useEffect(() => {
    if (move.state !== 'idle') sent.current = true;
    else if (sent.current && move.data?.ok) onClose();
  }, [move.state, move.data, onClose]);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('opportunity.move_title', { title: row.title })}>
      {choices.data ? (
        <MoveForm
          choice={choices.data}
          to={choices.data.stages.find(({ code }) => code === to?.code)?.id}
          fetcher={move}
        />
      ) : (
        <div className="grid gap-3">
          <Skeleton className="h-8 w-full" />
          <Skeleton className="h-8 w-2/3" />
        </div>
      )}
    </Dialog>
  );
}
