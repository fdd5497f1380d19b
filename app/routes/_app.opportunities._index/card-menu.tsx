import { ArrowRightLeft, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useT } from '~/core/i18n';
import type { OpportunityRow } from '~/features/opportunities/list/rows.server';
import { ButtonLink } from '~/ui/button';
import { useNarrow } from '~/ui/narrow';
import { MoveDialog } from './move-dialog';

/** “Move stage” for keyboards, thumbs and pages without JavaScript. */
export function CardMenu({ row }: { row: OpportunityRow }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const narrow = useNarrow();
  return (
    <span className="relative z-[1] -mt-1 -mr-1 shrink-0">
      <ButtonLink
        to={`/opportunities/${row.id}/move`}
        prefetch="none"
        variant="ghost"
        size={narrow ? 'md' : 'sm'}
        icon={narrow ? ArrowRightLeft : Ellipsis}
        aria-label={`${t('opportunity.move')} · ${row.title}`}
        title={t('opportunity.move')}
        className={narrow ? '!px-0 aspect-square' : '!h-6 !px-1 opacity-60 group-hover:opacity-100'}
        onClick={(event) => {
          event.preventDefault();
          setOpen(true);
        }}
      />
      {open && <MoveDialog row={row} onClose={() => setOpen(false)} />}
    </span>
  );
}
