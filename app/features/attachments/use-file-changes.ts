import { useRevalidator } from '@remix-run/react';
import { useState } from 'react';
import { useT } from '~/core/i18n';
import { useToast } from '~/ui/toast';

/** Deletes a file of a visit and offers to take that back, without leaving the form it stands in. */
export function useFileChanges(to: string) {
  const t = useT();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const [deleting, setDeleting] = useState<string[]>([]);

  async function post(intent: 'delete' | 'restore', attachmentId: string) {
    const body = JSON.stringify({ intent, attachmentId });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(to, { method: 'POST', headers, body }).catch(() => null);
    if (!answer?.ok) toast({ text: t('attachment.not_changed'), tone: 'bad' });
    revalidate();
    return answer?.ok === true;
  }

  /** Shown again only when the server has it: what was asked for after the deletion may still say that it is gone. */
  async function restore(id: string) {
    await post('restore', id);
    setDeleting((list) => list.filter((one) => one !== id));
  }
  async function remove(id: string) {
    setDeleting((list) => [...list, id]);
    if (await post('delete', id)) toast({ text: t('attachment.done.deleted'), undo: () => restore(id) });
    else setDeleting((list) => list.filter((one) => one !== id));
  }
  /** Gone from the page at once, before the server has said so. */
  const isGone = (id: string) => deleting.includes(id);
  return { remove, isGone };
}
