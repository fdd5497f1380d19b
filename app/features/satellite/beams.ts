import { kmBetween, type Place } from '~/core/places';
import type { Beam, Shape } from './rules';

const degreesApart = (a: number, b: number) => ((a - b + 540) % 360) - 180;

/** How far out in the beam a place lies: 0 in the centre, 1 at the edge; null outside. A polygon has no centre: 1. */
export function positionInBeam(shape: Shape, place: Place): number | null {
  if (shape.kind === 'circle') {
    const share = kmBetween(shape, place) / shape.radiusKm;
    return share <= 1 ? share : null;
  }
  return isInside(shape.corners, place) ? 1 : null;
}

/** A ray along the parallel; longitudes count from the place, so that the 180th meridian is like any other. */
function isInside(corners: readonly [number, number][], place: Place): boolean {
  let inside = false;
  for (const [i, [lat, lon]] of corners.entries()) {
    const [lastLat, lastLon] = corners[(i + corners.length - 1) % corners.length]!;
    if (lat > place.latitude === lastLat > place.latitude) continue;
    const [x, lastX] = [degreesApart(lon, place.longitude), degreesApart(lastLon, place.longitude)];
    if (x + ((place.latitude - lat) / (lastLat - lat)) * (lastX - x) > 0) inside = !inside;
  }
  return inside;
}

/** What EIRP and G/T lose at a place in dB: a parabola from the centre, as a beam's main lobe falls. */
export const lossInBeam = (beam: Pick<Beam, 'edgeLossDb'>, position: number) => beam.edgeLossDb * position ** 2;

export const capacityLeft = (beam: Pick<Beam, 'capacityMbps' | 'soldMbps'>) =>
  Math.max(0, beam.capacityMbps - beam.soldMbps);

/** Where a round beam is a whole number of dB weaker than in its centre, the strongest first; a polygon says nothing of that. */
export function contoursOf({ shape, edgeLossDb }: Pick<Beam, 'shape' | 'edgeLossDb'>) {
  if (shape.kind === 'polygon') return [];
  const steps = Array.from({ length: Math.max(0, Math.ceil(edgeLossDb) - 1) }, (_, at) => at + 1);
  return steps.map((lossDb) => ({
    lossDb,
    outline: outlineOf({ ...shape, radiusKm: shape.radiusKm * Math.sqrt(lossDb / edgeLossDb) }),
  }));
}

/** Corners of a beam's foot for drawing: those of the polygon, or points along the circle. */
export function outlineOf(shape: Shape): [latitude: number, longitude: number][] {
  if (shape.kind === 'polygon') return shape.corners;
  const radians = Math.PI / 180;
  const [phi, far] = [shape.latitude * radians, shape.radiusKm / 6371];
  return Array.from({ length: 48 }, (_, i) => {
    const bearing = (i / 24) * Math.PI;
    const sine = Math.sin(phi) * Math.cos(far) + Math.cos(phi) * Math.sin(far) * Math.cos(bearing);
    const aside = Math.atan2(Math.sin(bearing) * Math.sin(far) * Math.cos(phi), Math.cos(far) - Math.sin(phi) * sine);
    return [Math.asin(sine) / radians, shape.longitude + aside / radians];
  });
}
