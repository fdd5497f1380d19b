import clsx from 'clsx';
import { useFormat, useT } from '~/core/i18n';
import { contoursOf, outlineOf } from '~/features/satellite/beams';
import { cities } from '~/features/satellite/cities';
import { useCheckWords } from '~/features/satellite/words';
import { Card } from '~/ui/card';
import type { CheckPage } from './route';

const landmarks = [
  'beijing',
  'shanghai',
  'guangzhou',
  'chengdu',
  'xian',
  'urumqi',
  'lhasa',
  'harbin',
  'sanya',
  'kashgar',
];
const scale = 10;

/** Degrees as squares narrowed by the cosine of the middle latitude: a sketch, not a survey. */
export function BeamMap({ page }: { page: CheckPage }) {
  const t = useT();
  const { locale } = useFormat();
  const { name, digits } = useCheckWords();
  const site = page.question?.place;
  const west = Math.min(70, site ? site.longitude - 6 : 70);
  const east = Math.max(140, site ? site.longitude + 6 : 140);
  const [south, north] = [Math.min(2, site ? site.latitude - 4 : 2), Math.max(56, site ? site.latitude + 4 : 56)];
  const squeeze = 0.82;
  const x = (longitude: number) => (longitude - west) * scale * squeeze;
  const y = (latitude: number) => (north - latitude) * scale;
  const [width, height] = [x(east), y(south)];
  const points = (outline: [number, number][]) =>
    outline.map(([latitude, longitude]) => `${x(longitude).toFixed(1)},${y(latitude).toFixed(1)}`).join(' ');
  const lines = (from: number, to: number) =>
    Array.from({ length: Math.floor(to / 10) - Math.ceil(from / 10) + 1 }, (_, i) => (Math.ceil(from / 10) + i) * 10);
  const band = page.question?.band ?? 'ka';
  const shown = page.beams.filter((beam) => beam.band === band);
  const used = page.found?.link?.beam.id;
  const asked = page.question?.satelliteId;
  return (
    <Card title={t('satellite.map')} note={t('satellite.map_note')} className="break-inside-avoid">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('satellite.map')}
        className="w-full rounded-lg bg-sunken"
      >
        <g className="fill-none stroke-line-strong" strokeWidth={0.6}>
          {lines(west, east).map((longitude) => (
            <line key={longitude} x1={x(longitude)} x2={x(longitude)} y1={0} y2={height} />
          ))}
          {lines(south, north).map((latitude) => (
            <line key={latitude} x1={0} x2={width} y1={y(latitude)} y2={y(latitude)} />
          ))}
        </g>
        <g className="fill-ink-3" fontSize={9}>
          {lines(west + 1, east).map((longitude) => (
            <text key={longitude} x={x(longitude) + 2} y={height - 3}>{`${longitude}°`}</text>
          ))}
          {lines(south + 1, north - 1).map((latitude) => (
            <text key={latitude} x={2} y={y(latitude) - 2}>{`${latitude}°`}</text>
          ))}
        </g>
        {shown.map((beam) => (
          <polygon
            key={beam.id}
            points={points(outlineOf(beam.shape))}
            strokeWidth={beam.id === used ? 2.4 : 1}
            className={clsx(
              beam.id === used ? 'fill-brand/25 stroke-brand' : 'fill-brand/6 stroke-brand/50',
              asked && beam.satelliteId !== asked && 'opacity-30',
            )}
          >
            <title>{name(beam)}</title>
          </polygon>
        ))}
        {shown
          .filter(({ id }) => id === used)
          .flatMap((beam) =>
            contoursOf(beam).map(({ lossDb, outline }) => {
              // each label on another side, or they would lie on one another
              const [latitude, longitude] = outline[(lossDb * 18) % outline.length]!;
              return (
                <g key={lossDb} data-contour={lossDb}>
                  <polygon
                    points={points(outline)}
                    strokeWidth={0.8}
                    strokeDasharray="3 2"
                    className="fill-none stroke-brand"
                  />
                  <text x={x(longitude)} y={y(latitude) + 2} fontSize={7} textAnchor="middle" className="fill-ink-2">
                    {`${digits(beam.eirpDbw - lossDb, 1, 0)} dBW`}
                  </text>
                </g>
              );
            }),
          )}
        {cities
          .filter(({ code }) => landmarks.includes(code))
          .map((city) => (
            <g key={city.code} className="fill-ink-2" fontSize={10}>
              <circle cx={x(city.longitude)} cy={y(city.latitude)} r={1.8} />
              <text x={x(city.longitude) + 4} y={y(city.latitude) + 3.5}>
                {locale === 'en' ? city.nameEn : city.name}
              </text>
            </g>
          ))}
        {site && (
          <g>
            <circle
              cx={x(site.longitude)}
              cy={y(site.latitude)}
              r={9}
              className="fill-none stroke-bad"
              strokeWidth={1.6}
            />
            <circle cx={x(site.longitude)} cy={y(site.latitude)} r={3.2} className="fill-bad">
              <title>{t('satellite.site')}</title>
            </circle>
          </g>
        )}
      </svg>
    </Card>
  );
}
