type Place = { name: string; address: string | null; latitude: number | null; longitude: number | null };

/** A link that opens the way there in a map application; null when nobody knows where it is. */
export function directionsTo({ name, address, latitude, longitude }: Place) {
  if (latitude !== null && longitude !== null) {
    const to = new URLSearchParams({ to: `${longitude},${latitude},${name}`, coordinate: 'wgs84', callnative: '1' });
    return `https://uri.amap.com/navigation?${to}`;
  }
  return address ? `https://uri.amap.com/search?${new URLSearchParams({ keyword: address })}` : null;
}

/** A distance as a person says it. */
export const distanceText = (metres: number) =>
  metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} km`;
