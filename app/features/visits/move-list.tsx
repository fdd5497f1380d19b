import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Swords, Trash2 } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import type { MoveKind } from './rules';

type Move = { id: string; competitor: string; kind: MoveKind; note: string | null };

/** What competitors did, each with its kind; `mayRemove` one that was noted by mistake. */
export function MoveList({ moves, mayRemove }: { moves: readonly Move[]; mayRemove: boolean }) {
  const t = useT();
  return (
    <ul className="divide-y divide-line">
      {moves.map((move) => (
        <li key={move.id} className="flex items-center gap-3 px-3 py-2.5 max-sm:px-4">
          <Swords className="shrink-0 text-[16px] text-ink-3" />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-1.5">
              <span className="font-medium break-words">{move.competitor}</span>
              <Badge tone="warn">{t(`move.kind.${move.kind}`)}</Badge>
            </p>
            {move.note && <p className="mt-0.5 break-words text-ink-2">{move.note}</p>}
          </div>
          {mayRemove && (
            <PostButton
              fields={{ intent: 'delete_move', moveId: move.id }}
              icon={Trash2}
              size="sm"
              variant="ghost"
              aria-label={t('move.remove')}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
