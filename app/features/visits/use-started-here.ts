import { useEffect, useMemo, useState } from 'react';
import { nest } from '~/core/form-object';
import type { Entries } from '~/core/offline/item';
import { canKeep } from '~/core/offline/person';
import { startedName } from '~/core/offline/send-or-keep';
import { useBox } from '~/core/offline/use-box';
import { paths } from '~/core/paths';
import type { Place } from '~/core/places';
import { placeOf, position } from './check-input';

const placeIn = (entries: Entries): Place | null => placeOf(position.parse(nest(entries).position));

/** The check-in made from this device, be it sent or not: a page kept from before does not know of it. */
export function useStartedHere(visitId: string): { place: Place | null } | null {
  const subject = paths.visit(visitId);
  const [noted, setNoted] = useState<Entries | null>(null);
  useEffect(() => {
    if (!canKeep()) return;
    let isGone = false;
    void import('~/core/offline/box').then(async ({ draftOf }) => {
      const found = await draftOf(startedName(subject)).catch(() => null);
      if (!isGone && found) setNoted(found.entries);
    });
    return () => {
      isGone = true;
    };
  }, [subject]);
  const waits = useBox()?.items.find((item) => item.kind === 'start' && item.subject === subject);
  const entries = waits?.entries ?? noted;
  return useMemo(() => entries && { place: placeIn(entries) }, [entries]);
}
