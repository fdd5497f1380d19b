import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';

const freshMs = 25_000;

/** For the screen in the room; another code every half minute, without a script by reloading the page. */
export function QrCard({ address, path, side }: { address: string; path: string; side: number }) {
  const t = useT();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = window.setInterval(revalidate, freshMs);
    return () => window.clearInterval(timer);
  }, [revalidate]);
  return (
    <Card title={t('session_place.qr')}>
      <div className="grid justify-items-center gap-3">
        <svg
          role="img"
          aria-label={t('session_place.qr_label')}
          viewBox={`-3 -3 ${side + 6} ${side + 6}`}
          shapeRendering="crispEdges"
          className="size-80 rounded-[10px] bg-white max-sm:size-64"
        >
          <path d={path} className="fill-black" />
        </svg>
        <p className="text-center text-ink-2">{t('session_place.qr_hint')}</p>
        <p className="text-xs break-all text-ink-3">{address}</p>
      </div>
    </Card>
  );
}
