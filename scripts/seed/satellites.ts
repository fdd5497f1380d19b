import type { beams, carriers, satellites, terminals } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { Band } from '~/features/offerings/rules';
import type { Fleet } from '~/features/satellite/rules';
import type { Demo } from './demo';

type Circle = readonly [name: string, nameEn: string, latitude: number, longitude: number, radiusKm: number];
type Sky = {
  name: string;
  nameEn: string;
  longitude: number;
  band: Band;
  capacity: number;
  circles: readonly Circle[];
};

/** Names and positions are public; every other figure is made up for the demonstration. */
const sky: readonly Sky[] = [
  {
    name: '中星16号（示例）',
    nameEn: 'ChinaSat-16 (sample)',
    longitude: 110.5,
    band: 'ka',
    capacity: 1200,
    circles: [
      ['华北', 'North China', 38.8, 115.5, 380],
      ['东北', 'Northeast', 43.5, 125.3, 480],
      ['华东', 'East China', 31.2, 119.8, 400],
      ['东南沿海', 'Southeast coast', 26, 118.5, 380],
      ['珠三角', 'Pearl River Delta', 23.2, 113.2, 330],
      ['南海', 'South China Sea', 17.5, 112, 480],
      ['华中', 'Central China', 30.5, 113.5, 380],
      ['西南', 'Southwest', 29.8, 105.3, 420],
      ['云贵', 'Yunnan and Guizhou', 25.6, 103.8, 400],
      ['关中陇东', 'Guanzhong', 35, 108.3, 380],
    ],
  },
  {
    name: '中星26号（示例）',
    nameEn: 'ChinaSat-26 (sample)',
    longitude: 125,
    band: 'ka',
    capacity: 2400,
    circles: [
      ['新疆南部', 'South Xinjiang', 39, 82, 560],
      ['新疆北部', 'North Xinjiang', 44.5, 86, 520],
      ['青藏', 'Qinghai-Tibet', 32.5, 91, 620],
      ['河西走廊', 'Hexi Corridor', 39.6, 98.5, 460],
      ['内蒙古', 'Inner Mongolia', 42, 110, 520],
      ['黑龙江', 'Heilongjiang', 48, 127, 520],
      ['东海', 'East China Sea', 29, 124.5, 460],
      ['台湾海峡', 'Taiwan Strait', 24.3, 119, 380],
      ['北部湾', 'Beibu Gulf', 20.8, 108.8, 420],
      ['四川盆地', 'Sichuan Basin', 30.4, 104.5, 360],
    ],
  },
];

const kuBeam: [number, number][] = [
  [54, 121],
  [48, 136],
  [39, 126],
  [31, 124],
  [22, 122],
  [14, 117],
  [14, 108],
  [21, 98],
  [27, 86],
  [36, 72],
  [49, 86],
  [43, 105],
];

const dishes: readonly (readonly [string, string, Band, number, number, number])[] = [
  ['Ka 0.45 m 便携站（示例）', 'Ka 0.45 m portable (sample)', 'ka', 0.45, 2, 180],
  ['Ka 0.75 m 固定站（示例）', 'Ka 0.75 m fixed (sample)', 'ka', 0.75, 3, 160],
  ['Ka 1.2 m 企业站（示例）', 'Ka 1.2 m enterprise (sample)', 'ka', 1.2, 5, 150],
  ['Ka 1.8 m 增强站（示例）', 'Ka 1.8 m enhanced (sample)', 'ka', 1.8, 10, 150],
  ['Ku 0.9 m 固定站（示例）', 'Ku 0.9 m fixed (sample)', 'ku', 0.9, 8, 110],
  ['Ku 1.2 m 企业站（示例）', 'Ku 1.2 m enterprise (sample)', 'ku', 1.2, 16, 100],
  ['Ku 1.8 m 增强站（示例）', 'Ku 1.8 m enhanced (sample)', 'ku', 1.8, 25, 100],
];

const ka = {
  band: 'ka',
  downGhz: 19.95,
  upGhz: 29.75,
  eirpDbw: 60,
  gtDbk: 16,
  edgeLossDb: 3,
  interferenceDb: 16,
} as const;
const ku = {
  band: 'ku',
  downGhz: 12.5,
  upGhz: 14.25,
  eirpDbw: 54,
  gtDbk: 6,
  edgeLossDb: 2,
  interferenceDb: 17,
} as const;

export type Heavens = {
  satellites: (typeof satellites.$inferInsert)[];
  beams: (typeof beams.$inferInsert)[];
  carriers: (typeof carriers.$inferInsert)[];
  terminals: (typeof terminals.$inferInsert)[];
};

/**
 * Sample satellites of the group: two Ka satellites of many beams, one Ku satellite with a beam over all of China; and a
 * dish that one company keeps for itself.
 */
export function makeHeavens(demo: Demo, company: number | null = null): Heavens {
  const at = fromLocal(demo.day(-300));
  const own = () => ({ id: demo.id(at), tenantId: null, isSample: true, createdAt: at, updatedAt: at });
  const made: Heavens = { satellites: [], beams: [], carriers: [], terminals: [] };
  const addBeam = (beam: Omit<Heavens['beams'][number], 'id'>, rates: { down: number[]; up: number[] }) => {
    const row = { ...own(), ...beam };
    made.beams.push(row);
    for (const direction of ['down', 'up'] as const)
      for (const symbolRateMsps of rates[direction])
        made.carriers.push({
          id: demo.id(at),
          tenantId: null,
          beamId: row.id,
          direction,
          symbolRateMsps,
          createdAt: at,
        });
  };
  for (const { circles, capacity, band: _, ...satellite } of sky) {
    const row = { ...own(), ...satellite };
    made.satellites.push(row);
    for (const [name, nameEn, latitude, longitude, radiusKm] of circles) {
      const shape = { kind: 'circle', latitude, longitude, radiusKm } as const;
      // the delta is nearly sold out, as the best beams are
      const sold = name === '珠三角' ? capacity - 6 : Math.round((capacity * (20 + demo.random() * 55)) / 100);
      addBeam(
        { satelliteId: row.id, name, nameEn, shape, capacityMbps: capacity, soldMbps: sold, ...ka },
        { down: [200], up: [1, 2.5, 5, 10] },
      );
    }
  }
  const wide = { ...own(), name: '亚太6D（示例）', nameEn: 'APSTAR-6D (sample)', longitude: 134 };
  made.satellites.push(wide);
  addBeam(
    {
      satelliteId: wide.id,
      name: '中国及周边',
      nameEn: 'China and around',
      shape: { kind: 'polygon', corners: kuBeam },
      capacityMbps: 900,
      soldMbps: 420,
      ...ku,
    },
    { down: [36], up: [0.5, 1, 2.5, 5] },
  );
  made.terminals = dishes.map(([name, nameEn, band, diameterM, powerW, noiseK]) => ({
    ...own(),
    name,
    nameEn,
    band,
    diameterM,
    powerW,
    noiseK,
  }));
  made.terminals.push({
    ...own(),
    tenantId: company,
    name: 'Ka 0.6 m 应急背负站（示例）',
    nameEn: 'Ka 0.6 m emergency manpack (sample)',
    band: 'ka',
    diameterM: 0.6,
    powerW: 4,
    noiseK: 170,
  });
  return made;
}

/** The heavens as a check reads them, with what the database fills in. */
export const fleetOf = ({ satellites, beams, carriers, terminals }: Heavens) =>
  ({
    satellites,
    beams: beams.map((beam) => ({ tilt: 45, ...beam })),
    carriers,
    terminals: terminals.map((one) => ({ efficiency: 0.65, ...one })),
  }) as Fleet;
