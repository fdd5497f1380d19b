import { useRevalidator } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '~/core/ids';
import type { VisitFileKind } from './rules';
import { sendFile } from './send-file';

export type Upload = {
  id: string;
  kind: VisitFileKind;
  blob: Blob;
  name: string;
  /** An address of this page at which the browser shows the file. */
  preview: string;
  fields: Record<string, string>;
  state: 'waiting' | 'sending' | 'failed';
  progress: number;
  reason: string | null;
  isAway: boolean;
};

type Added = Pick<Upload, 'kind' | 'blob' | 'name' | 'fields'>;

/**
 * Sends files one after the other in the order they came; what the network refuses is sent again when it is back.
 * `clock` tells the device's time when one is sent.
 */
export function useUploads(to: string, clock: () => Date) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const { revalidate } = useRevalidator();
  const sending = useRef<string | null>(null);

  const change = useCallback(
    (id: string, some: Partial<Upload>) =>
      setUploads((list) => list.map((one) => (one.id === id ? { ...one, ...some } : one))),
    [],
  );
  const add = useCallback((file: Added) => {
    const rest = { state: 'waiting', progress: 0, reason: null, isAway: false } as const;
    setUploads((list) => [...list, { ...file, ...rest, id: newId(), preview: URL.createObjectURL(file.blob) }]);
  }, []);
  const remove = useCallback((upload: Upload) => {
    URL.revokeObjectURL(upload.preview);
    setUploads((list) => list.filter((one) => one.id !== upload.id));
  }, []);
  const retry = useCallback((id: string) => change(id, { state: 'waiting', reason: null }), [change]);

  useEffect(() => {
    const next = uploads.find((one) => one.state === 'waiting');
    if (!next || sending.current) return;
    sending.current = next.id;
    change(next.id, { state: 'sending', progress: 0 });
    const fields = { ...next.fields, id: next.id, kind: next.kind, sentAt: clock().toISOString() };
    sendFile(to, fields, next, (progress) => change(next.id, { progress })).then((sent) => {
      sending.current = null;
      if (!sent.ok) return change(next.id, { state: 'failed', reason: sent.reason, isAway: sent.isAway });
      revalidate();
      change(next.id, { progress: 1 });
      remove(next);
    });
  }, [uploads, to, clock, change, remove, revalidate]);

  useEffect(() => {
    const again = () =>
      setUploads((list) =>
        list.map((one) => (one.isAway && one.state === 'failed' ? { ...one, state: 'waiting' } : one)),
      );
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);

  return { uploads, add, remove, retry };
}
