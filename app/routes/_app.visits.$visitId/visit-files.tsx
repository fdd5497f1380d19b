import { useT } from '~/core/i18n';
import { PhotoCard } from '~/features/attachments/photo-card';
import { VoiceCard } from '~/features/attachments/voice-card';
import type { VisitData } from './route';

type VisitFilesProps = {
  page: VisitData;
  /** Checked in without a network: the page does not know of it yet. */
  startedHere?: boolean;
};

/** What was seen and spoken at the visit. */
export function VisitFiles({ page, startedHere = false }: VisitFilesProps) {
  const t = useT();
  const { visit, account, ownerName, files, mayAttach, mayLog, now } = page;
  const { distanceMetres: metres } = visit;
  const distance = metres !== null && (metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`);
  const place = distance ? t('visit.distance', { distance }) : (account?.address ?? '');
  const mayAdd = mayAttach || (mayLog && startedHere);
  const marks = { account: account?.name ?? visit.purpose, place, person: ownerName ?? '' };
  return (
    <>
      <PhotoCard visitId={visit.id} files={files} now={now} mayAdd={mayAdd} marks={marks} />
      <VoiceCard visitId={visit.id} files={files} mayAdd={mayAdd} marks={marks} />
    </>
  );
}
