import { useEffect, useRef, useState } from 'react';
import { type FileKind, fileIdOf, type Item } from '~/core/offline/item';
import { useBox } from '~/core/offline/use-box';
import { paths } from '~/core/paths';

export type Upload = {
  item: Item;
  /** How much has arrived, while it is on its way. */
  share: number | null;
  /** Why it was not taken, a locale key. */
  reason: string | null;
  /** An address of this page at which the browser shows the file, once it has been read. */
  preview: string | undefined;
};

type Added = { kind: FileKind; blob: Blob; name: string; fields: Record<string, string> };

const reasonOf = ({ refusal }: Item) => refusal && (refusal.fields?.file ?? refusal.reason);

/** Addresses of files that wait; taken back when nobody looks any more. */
function usePreviews(items: Item[]) {
  const [previews, setPreviews] = useState<Record<string, string>>({});
  const missing = items.find((item) => previews[item.id] === undefined);
  const [id, fileId, person] = missing ? [missing.id, fileIdOf(missing), missing.person] : [];
  useEffect(() => {
    if (!id || !fileId || !person) return;
    let isGone = false;
    void import('~/core/offline/box').then(async ({ bytesOf }) => {
      const bytes = await bytesOf(fileId, person).catch(() => null);
      if (isGone) return;
      const address = bytes ? URL.createObjectURL(new Blob([bytes])) : '';
      setPreviews((all) => ({ ...all, [id]: address }));
    });
    return () => {
      isGone = true;
    };
  }, [id, fileId, person]);
  const made = useRef(previews);
  made.current = previews;
  useEffect(() => () => Object.values(made.current).forEach((address) => void URL.revokeObjectURL(address)), []);
  return previews;
}

/** How far the files are that are on their way, by item. */
function useShares() {
  const [shares, setShares] = useState<Record<string, number>>({});
  useEffect(() => {
    let stop = () => {};
    let isGone = false;
    void import('~/core/offline/box').then(({ onChange }) => {
      if (isGone) return;
      stop = onChange(({ progress }) => setShares(progress ? { [progress.id]: progress.share } : {}));
    });
    return () => {
      isGone = true;
      stop();
    };
  }, []);
  return shares;
}

/**
 * Files of a visit that the server has not got yet. They are stored on this device before anything else and sent from
 * the outbox, so that neither a dead network nor a killed page loses one.
 */
export function useUploads(visitId: string, kind: FileKind, about: string) {
  const box = useBox();
  const shares = useShares();
  const [isFull, setFull] = useState(false);
  const subject = paths.visit(visitId);
  const items = (box?.items ?? []).filter((item) => item.kind === kind && item.needs?.includes(subject));
  const previews = usePreviews(items);
  const uploads = items.map(
    (item): Upload => ({
      item,
      share: shares[item.id] ?? null,
      reason: reasonOf(item) ?? null,
      preview: previews[item.id] || undefined,
    }),
  );

  async function add(file: Added) {
    const { keepFile, flush } = await import('~/core/offline/box');
    try {
      await keepFile({ ...file, path: `${subject}/files/parts`, needs: [subject], about });
      setFull(false);
    } catch {
      return setFull(true);
    }
    void flush();
  }
  const remove = async (item: Item) => (await import('~/core/offline/box')).discard(item.id);
  const retry = async (item: Item) => {
    const { retry, flush } = await import('~/core/offline/box');
    await (item.refusal ? retry(item) : flush());
  };
  return { uploads, add, remove, retry, isFull };
}
