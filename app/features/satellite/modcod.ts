export type Modcod = {
  name: string;
  /** Information bits per symbol, normal frames without pilots. */
  efficiency: number;
  /** Es/N0 in dB for a quasi error free link, without the modem's own loss. */
  esN0Db: number;
};

const bits = { QPSK: 2, '8PSK': 3, '16APSK': 4, '32APSK': 5 } as const;

/** ETSI EN 302 307-1 table 5a: bits that a frame of 64,800 carries behind its BCH code, header included. */
const carried = {
  '1/4': 16008,
  '1/3': 21408,
  '2/5': 25728,
  '1/2': 32208,
  '3/5': 38688,
  '2/3': 43040,
  '3/4': 48408,
  '4/5': 51648,
  '5/6': 53840,
  '8/9': 57472,
  '9/10': 58192,
} as const;

/**
 * ETSI EN 302 307-1 section 5.5 and table 13: information bits per symbol are the frame's bits less 80 of header, over
 * its slots of 90 symbols and the slot of the physical header.
 */
const modcod = (modulation: keyof typeof bits, rate: keyof typeof carried, esN0Db: number): Modcod => ({
  name: `${modulation} ${rate}`,
  efficiency: (carried[rate] - 80) / (64800 / bits[modulation] + 90),
  esN0Db,
});

/** ETSI EN 302 307-1 table 13, in its order. */
export const modcods: readonly Modcod[] = [
  modcod('QPSK', '1/4', -2.35),
  modcod('QPSK', '1/3', -1.24),
  modcod('QPSK', '2/5', -0.3),
  modcod('QPSK', '1/2', 1),
  modcod('QPSK', '3/5', 2.23),
  modcod('QPSK', '2/3', 3.1),
  modcod('QPSK', '3/4', 4.03),
  modcod('QPSK', '4/5', 4.68),
  modcod('QPSK', '5/6', 5.18),
  modcod('QPSK', '8/9', 6.2),
  modcod('QPSK', '9/10', 6.42),
  modcod('8PSK', '3/5', 5.5),
  modcod('8PSK', '2/3', 6.62),
  modcod('8PSK', '3/4', 7.91),
  modcod('8PSK', '5/6', 9.35),
  modcod('8PSK', '8/9', 10.69),
  modcod('8PSK', '9/10', 10.98),
  modcod('16APSK', '2/3', 8.97),
  modcod('16APSK', '3/4', 10.21),
  modcod('16APSK', '4/5', 11.03),
  modcod('16APSK', '5/6', 11.61),
  modcod('16APSK', '8/9', 12.89),
  modcod('16APSK', '9/10', 13.13),
  modcod('32APSK', '3/4', 12.73),
  modcod('32APSK', '4/5', 13.64),
  modcod('32APSK', '5/6', 14.28),
  modcod('32APSK', '8/9', 15.69),
  modcod('32APSK', '9/10', 16.05),
];

/** Loss of a real modem against the ideal threshold, in dB: a sample value. */
export const modemLossDb = 1;

/** The MODCOD that carries most at this C/N in the symbol bandwidth; null where none closes. */
export function bestModcod(cnDb: number): Modcod | null {
  return modcods
    .filter(({ esN0Db }) => esN0Db + modemLossDb <= cnDb)
    .reduce<Modcod | null>((best, next) => (best && best.efficiency >= next.efficiency ? best : next), null);
}

/** C/N in dB a carrier of this many megasymbols per second needs for a rate; null where no MODCOD carries it. */
export function neededCn(rateMbps: number, symbolRateMsps: number): number | null {
  const able = modcods.filter(({ efficiency }) => efficiency * symbolRateMsps >= rateMbps);
  return able.length > 0 ? Math.min(...able.map(({ esN0Db }) => esN0Db)) + modemLossDb : null;
}
