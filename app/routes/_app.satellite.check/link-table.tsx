import { useT } from '~/core/i18n';
import type { WayResult } from '~/features/satellite/availability';
import type { Link, Question } from '~/features/satellite/check';
import { useCheckWords } from '~/features/satellite/words';
import { Card } from '~/ui/card';

/** The budget both ways, number under number. */
export function LinkTable({ link, question }: { link: Link; question: Question }) {
  const t = useT();
  const { db, degrees, digits, mbps, share } = useCheckWords();
  const { look } = link;
  const rate = (value: number) => `${mbps(value)} Mbps`;
  const rows: [label: string, value: (way: WayResult) => string, strong?: boolean][] = [
    [t('satellite.frequency'), (way) => `${digits(way.frequencyGhz, 2, 0)} GHz`],
    [t('satellite.fsl'), (way) => db(way.freeSpaceLossDb)],
    [t('satellite.gas'), (way) => db(way.fade.gas)],
    [t('satellite.cloud'), (way) => db(way.fade.cloud)],
    [t('satellite.rain_fade'), (way) => db(way.fade.rain)],
    [t('satellite.scintillation'), (way) => db(way.fade.scintillation)],
    [t('satellite.total'), (way) => db(way.fade.total), true],
    [t('satellite.rain_noise'), (way) => (way.direction === 'up' ? '—' : db(way.rainNoiseDb))],
    [t('satellite.cn'), (way) => db(way.clearCnDb)],
    [t('satellite.modcod'), (way) => way.clearModcod?.name ?? '—'],
    [t('satellite.clear_rate'), (way) => rate(way.clearMbps)],
    [t('satellite.assured_rate', { availability: `${question.availability}%` }), (way) => rate(way.assuredMbps)],
    [t('satellite.availability_of_rate'), (way) => share(way.availability), true],
  ];
  const facts = [
    [t('satellite.elevation'), degrees(look.elevation)],
    [t('satellite.azimuth'), degrees(look.azimuth)],
    [t('satellite.range'), `${digits(look.rangeKm, 0)} km`],
    [t('satellite.together'), share(link.availability)],
    [t('satellite.left'), rate(link.leftMbps)],
  ];
  return (
    <Card
      title={t('satellite.link')}
      note={t('satellite.at_wanted', {
        availability: `${question.availability}%`,
        p: `${digits(100 - question.availability, 3, 0)}%`,
      })}
    >
      <dl className="mb-3 grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-5">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-xs text-ink-3">{label}</dt>
            <dd className="num text-lg font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <table className="w-full">
        <caption className="sr-only">{t('satellite.link')}</caption>
        <thead className="text-xs text-ink-3">
          <tr>
            <th scope="col" className="py-1.5 text-left font-normal">
              <span className="sr-only">{t('satellite.link')}</span>
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {t('satellite.way.down')}
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {t('satellite.way.up')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, value, strong]) => (
            <tr key={label} className="border-t border-line">
              <th
                scope="row"
                className={strong ? 'py-1.5 text-left font-semibold' : 'py-1.5 text-left font-normal text-ink-2'}
              >
                {label}
              </th>
              {[link.down, link.up].map((way) => (
                <td
                  key={way.direction}
                  className={strong ? 'num py-1.5 text-right font-semibold' : 'num py-1.5 text-right'}
                >
                  {value(way)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
