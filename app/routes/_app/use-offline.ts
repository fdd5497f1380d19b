import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useT } from '~/core/i18n';
import { isFile } from '~/core/offline/item';
import { canKeep, setPresentPerson } from '~/core/offline/person';
import { useBox } from '~/core/offline/use-box';
import { keepPages, onNewer, registerWorker } from '~/core/offline/worker';
import type { Waiting } from '~/ui/shell/waiting';
import type { Toast } from '~/ui/toast';

const packEveryMs = 10 * 60_000;
let packedAt = 0;

/** What the phone opens without a network: asked for now and then, and anew when the box has been emptied. */
async function pack(person: string) {
  const isPhone = window.matchMedia('(max-width: 640px)').matches;
  if (!isPhone || Date.now() - packedAt < packEveryMs) return;
  packedAt = Date.now();
  const answer = await fetch('/outbox/pack', { redirect: 'manual' }).catch(() => null);
  const told = answer?.ok ? ((await answer.json()) as { person: string; pages: string[]; later: string[] }) : null;
  if (told?.person === person) await keepPages(person, told.pages, told.later);
  else packedAt = 0;
}

/** Before anything is drawn: forms are kept for whoever this page belongs to. */
export const useWaiting = (person: string | undefined): Waiting => {
  if (typeof document !== 'undefined') setPresentPerson(person ?? null);
  const box = useBox();
  return {
    count: box?.items.length ?? 0,
    needsLook: Boolean(box?.isSignedOut || box?.items.some((item) => item.refusal)),
  };
};

/** Sends what waits, keeps the pack fresh, and says so. */
export function useOffline(person: string, toast: (toast: Toast) => void) {
  const t = useT();
  const { revalidate } = useRevalidator();
  const latest = useRef({ t, toast, revalidate });
  latest.current = { t, toast, revalidate };
  useEffect(() => {
    registerWorker();
    const kept = () => latest.current.toast({ text: latest.current.t('outbox.kept'), tone: 'warn' });
    window.addEventListener('form-kept', kept);
    // a page asked for anew without a network would be torn away, with what is typed into it
    const freshen = () => navigator.onLine && latest.current.revalidate();
    const stopAsking = onNewer(freshen);
    let stop = () => {};
    let isGone = false;
    const start = async () => {
      const { onChange, startSending } = await import('~/core/offline/box');
      if (isGone) return;
      const stopHearing = onChange(({ sent }) => {
        if (!sent.length) return;
        // a photo sent as soon as it was taken is seen on its page
        const late = sent.filter((item) => !isFile(item) || Date.now() - item.at > 15_000);
        if (late.length) latest.current.toast({ text: latest.current.t('outbox.sent', { n: late.length }) });
        freshen();
        packedAt = 0;
        void pack(person);
      });
      const stopSending = startSending();
      stop = () => {
        stopHearing();
        stopSending();
      };
      await pack(person);
    };
    if (canKeep()) void start();
    return () => {
      isGone = true;
      window.removeEventListener('form-kept', kept);
      stopAsking();
      stop();
    };
  }, [person]);
}
