import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Spinner } from '~/ui/spinner';
import type { Code } from './route';

const everyMs = 5000;

/** Looks again while the code is shown, and when the person comes back to this page. */
function useWaiting(until: Date) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && revalidate();
    const timer = setInterval(() => {
      if (Date.now() > until.getTime()) clearInterval(timer);
      else look();
    }, everyMs);
    window.addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', look);
    };
  }, [revalidate, until]);
}

/** The code as a picture and as digits; always dark on white, or phones would not read it. */
export function CodeCard({ code }: { code: Code }) {
  const t = useT();
  const f = useFormat();
  const { qr, digits, address } = code;
  useWaiting(code.expiresAt);
  return (
    <Card>
      <div className="flex flex-col items-center gap-3 py-2 text-center">
        <p className="font-semibold">{t('confirmation.scan')}</p>
        <svg
          viewBox={`-4 -4 ${qr.side + 8} ${qr.side + 8}`}
          role="img"
          aria-label={t('confirmation.qr')}
          shapeRendering="crispEdges"
          className="size-60 rounded-xl"
        >
          <rect x="-4" y="-4" width={qr.side + 8} height={qr.side + 8} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
        <p className="text-sm text-ink-2">{t('confirmation.or_type', { address })}</p>
        <p className="num text-2xl font-semibold tracking-[0.25em]" data-code={digits}>
          {digits.slice(0, 3)} {digits.slice(3)}
        </p>
        <p className="text-xs text-ink-3">{t('confirmation.valid', { time: f.time(code.expiresAt) })}</p>
        <p role="status" className="flex items-center gap-2 text-sm text-ink-2">
          <Spinner />
          {t('confirmation.waiting')}
        </p>
      </div>
    </Card>
  );
}
