import type { Band } from '~/features/offerings/rules';

export const directions = ['down', 'up'] as const;
export type Direction = (typeof directions)[number];

/** Shares of an average year, in per cent, that a customer may ask for. */
export const availabilityClasses = [99, 99.5, 99.7, 99.9, 99.95, 99.99] as const;

/** A beam's foot: a circle around its centre, or corners in order. Degrees north and east, kilometres. */
export type Shape =
  | { kind: 'circle'; latitude: number; longitude: number; radiusKm: number }
  | { kind: 'polygon'; corners: [latitude: number, longitude: number][] };

export type Satellite = {
  id: string;
  tenantId?: number | null;
  name: string;
  nameEn: string | null;
  longitude: number;
  isSample: boolean;
};

export type Beam = {
  id: string;
  /** Whose it is; null: the whole group's. */
  tenantId?: number | null;
  satelliteId: string;
  name: string;
  nameEn: string | null;
  band: Band;
  shape: Shape;
  downGhz: number;
  upGhz: number;
  /** Tilt of the polarisation against the horizontal in degrees; 45 for a circular one. */
  tilt: number;
  /** EIRP of a carrier towards the centre of the beam in dBW. */
  eirpDbw: number;
  /** G/T of the satellite towards the centre in dB/K. */
  gtDbk: number;
  /** What EIRP and G/T lose from the centre to the edge in dB. */
  edgeLossDb: number;
  /** Carrier to everything that is not the site's own link (neighbouring beams, feeder link) in dB. */
  interferenceDb: number;
  capacityMbps: number;
  soldMbps: number;
  isSample: boolean;
};

export type Carrier = { id: string; beamId: string; direction: Direction; symbolRateMsps: number };

export type Terminal = {
  id: string;
  tenantId?: number | null;
  name: string;
  nameEn: string | null;
  band: Band;
  diameterM: number;
  efficiency: number;
  powerW: number;
  /** Noise temperature of antenna and receiver in K, without what the sky adds. */
  noiseK: number;
  isSample: boolean;
};

export type Fleet = { satellites: Satellite[]; beams: Beam[]; carriers: Carrier[]; terminals: Terminal[] };

/** Below this the sky is near the horizon: buildings, trees and hills stand in the way. */
export const lowElevation = 10;

/** Availability of a fibre access where nothing better is known: a sample value. */
export const sampleFibreAvailability = 99.9;
