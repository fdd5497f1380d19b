import { useFetcher, useLocation } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { ButtonLink, IconLink } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { CalendarClock } from '~/ui/icons';
import { Skeleton } from '~/ui/skeleton';
import type { MoveChoices } from './move-choice.server';
import { MoveForm } from './move-form';
import { type MoveAnswer, moveAction, moveKey } from './moves';

type MoveLinkProps = {
  visit: { id: string; accountName: string | null };
  /** With its words as a button, else an icon. */
  label?: string;
};

/** Opens the sheet for moving a visit; before JavaScript, its page. */
export function MoveLink({ visit, label }: MoveLinkProps) {
  const t = useT();
  const { pathname, search } = useLocation();
  const [open, setOpen] = useState(false);
  const to = `${moveAction(visit.id)}?${new URLSearchParams({ back: pathname + search })}`;
  const show = (event: React.MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      {label ? (
        <ButtonLink to={to} icon={CalendarClock} size="sm" prefetch="none" className="flex-1" onClick={show}>
          {label}
        </ButtonLink>
      ) : (
        <IconLink
          to={to}
          icon={CalendarClock}
          label={`${t('move.to')} ${visit.accountName ?? ''}`}
          prefetch="none"
          onClick={show}
        />
      )}
      {open && <MoveSheet visit={visit} onClose={() => setOpen(false)} />}
    </>
  );
}

function MoveSheet({ visit, onClose }: Pick<MoveLinkProps, 'visit'> & { onClose: () => void }) {
  const t = useT();
  const choices = useFetcher<MoveChoices>();
  const move = useFetcher<MoveAnswer>({ key: moveKey(visit.id) });
  const { load } = choices;
  useEffect(() => load(moveAction(visit.id)), [load, visit.id]);
  const sent = useRef(false);
  useEffect(() => {
    if (move.state !== 'idle') sent.current = true;
    else if (sent.current && move.data && (move.data.ok || !move.data.fields)) onClose();
  }, [move.state, move.data, onClose]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('move.title')}
      description={visit.accountName ?? undefined}
    >
      {choices.data ? (
        <MoveForm choice={choices.data} fetcher={move} />
      ) : (
        <div className="grid gap-3">
          <Skeleton className="h-10 w-full" />
          <Skeleton className="h-10 w-full" />
        </div>
      )}
    </Dialog>
  );
}
