type Place = { name: string; address: string | null; latitude: number | null; longitude: number | null };

/** A link that opens the way there in a map application; null when nobody knows where it is. */
export function directionsTo({ name, address, latitude, longitude }: Place) {
  if (latitude !== null && longitude !== null) {
    const to = new URLSearchParams({ to: `${longitude},${latitude},${name}`, coordinate: 'wgs84', callnative: '1' });
    return `https://uri.amap.com/navigation?${to}`;
  }
  return address ? `https://uri.amap.com/search?${new URLSearchParams({ keyword: address })}` : null;
}
