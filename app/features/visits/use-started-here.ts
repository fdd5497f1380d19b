import { useEffect, useState } from 'react';
import { canKeep } from '~/core/offline/person';
import { startedName } from '~/core/offline/send-or-keep';
import { useBox } from '~/core/offline/use-box';
import { paths } from '~/core/paths';

/** Checked in from this device, be it sent or not: a page kept from before does not know of it. */
export function useStartedHere(visitId: string): boolean {
  const subject = paths.visit(visitId);
  const [isNoted, setNoted] = useState(false);
  useEffect(() => {
    if (!canKeep()) return;
    let isGone = false;
    void import('~/core/offline/box').then(async ({ draftOf }) => {
      const found = await draftOf(startedName(subject)).catch(() => null);
      if (!isGone && found) setNoted(true);
    });
    return () => {
      isGone = true;
    };
  }, [subject]);
  const waits = useBox()?.items.some((item) => item.kind === 'start' && item.subject === subject) ?? false;
  return isNoted || waits;
}
