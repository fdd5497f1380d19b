import { useEffect, useState } from 'react';
import { fileIdOf, type Item } from '~/core/offline/item';
import { Mic } from '~/ui/icons';

/** The photo that waits, small. */
export function FilePreview({ item }: { item: Item }) {
  const { kind, person } = item;
  const fileId = fileIdOf(item);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (kind !== 'photo') return;
    let made: string | undefined;
    let isGone = false;
    void import('~/core/offline/box').then(async ({ bytesOf }) => {
      const bytes = await bytesOf(fileId, person).catch(() => null);
      if (isGone || !bytes) return;
      made = URL.createObjectURL(new Blob([bytes]));
      setAddress(made);
    });
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [kind, fileId, person]);
  return (
    <span className="flex size-14 shrink-0 items-center justify-center overflow-hidden rounded-lg bg-sunken">
      {kind === 'voice' && <Mic className="text-[18px] text-ink-3" />}
      {address && <img src={address} alt="" className="size-full object-cover" />}
    </span>
  );
}
