import { useT } from '~/core/i18n';
import type { Place } from '~/core/places';
import { PhotoCard } from '~/features/attachments/photo-card';
import { VoiceCard } from '~/features/attachments/voice-card';
import { distanceText } from '~/features/visits/directions';
import { metresTo } from '~/features/visits/shortest-way';
import type { VisitData } from './route';

type VisitFilesProps = {
  page: VisitData;
  /** The check-in made without a network: the page does not know of it yet. */
  startedHere?: { place: Place | null } | null;
};

/** What was seen and spoken at the visit. A photo is marked with where the phone was, never with where it should have been. */
export function VisitFiles({ page, startedHere = null }: VisitFilesProps) {
  const t = useT();
  const { visit, account, ownerName, files, mayAttach, mayLog, now } = page;
  const checked = visit.checkOut ?? visit.checkIn;
  const at = checked ? (checked.isCoarse ? null : checked) : (startedHere?.place ?? null);
  const metres = at && account && metresTo(at, account);
  const place = at
    ? [
        t('visit.position_at', { place: `${at.latitude.toFixed(5)}, ${at.longitude.toFixed(5)}` }),
        metres !== null && t('visit.distance', { distance: distanceText(metres) }),
      ]
    : [t('visit.no_position')];
  const mayAdd = mayAttach || (mayLog && startedHere !== null);
  const marks = {
    account: account?.name ?? visit.purpose,
    place: place.filter(Boolean).join(' · '),
    person: ownerName ?? '',
  };
  return (
    <>
      <PhotoCard visitId={visit.id} files={files} now={now} mayAdd={mayAdd} marks={marks} />
      <VoiceCard visitId={visit.id} files={files} mayAdd={mayAdd} marks={marks} />
    </>
  );
}
