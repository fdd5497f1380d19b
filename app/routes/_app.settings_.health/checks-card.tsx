import { useFormat, useT } from '~/core/i18n';
import { bytesText } from '~/features/installation/bytes';
import type { Judged, Light } from '~/features/installation/rules';
import { Badge, type Tone } from '~/ui/badge';
import { Card } from '~/ui/card';
import { CircleAlert, CircleCheck, TriangleAlert } from '~/ui/icons';
import type { Shown } from './route';

export const tones = { well: 'ok', watch: 'warn', mend: 'bad' } as const satisfies Record<Light, Tone>;
const marks = { well: CircleCheck, watch: TriangleAlert, mend: CircleAlert };

/** What is judged, how it is, and what to do where it is not well. */
export function ChecksCard({ judged, health }: Shown) {
  const t = useT();
  const format = useFormat();
  const said = ({ check, n }: Judged) => {
    if (n === null) return t(`health.unknown.${check as 'worker' | 'disk' | 'backup'}`);
    if (n === 0 && (check === 'jobs' || check === 'queues')) return t('health.none_waits');
    if (n === 0 && check === 'failed') return t('health.none_failed');
    const free = health.disk ? bytesText(format, health.disk.free) : '';
    const { applied, expected } = health.migrations;
    return t(`health.is.${check}`, { n: format.number(n), workers: health.workers, free, applied, expected });
  };
  return (
    <Card title={t('health.checks')} padded={false}>
      <ul className="divide-y divide-line border-t border-line">
        {judged.map((one) => (
          <li key={one.check} className="flex items-start gap-3 px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{t(`health.check.${one.check}`)}</span>
                <span className="text-sm text-ink-2">{said(one)}</span>
              </p>
              {one.light !== 'well' && <p className="text-sm text-ink-2">{t(`health.do.${one.check}`)}</p>}
            </div>
            <Badge tone={tones[one.light]} icon={marks[one.light]} className="shrink-0">
              {t(`health.light.${one.light}`)}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
