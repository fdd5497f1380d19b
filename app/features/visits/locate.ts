const patienceMs = 8000;

const locate = () =>
  new Promise<GeolocationPosition | null>((resolve) => {
    if (!('geolocation' in navigator)) return resolve(null);
    navigator.geolocation.getCurrentPosition(resolve, () => resolve(null), {
      enableHighAccuracy: true,
      timeout: patienceMs,
      maximumAge: 0,
    });
  });

/** The names of the fields a check fills in; empty they say that nothing is known. */
export const checkFields = [
  'position.latitude',
  'position.longitude',
  'position.accuracy',
  'position.deviceAt',
  'clock.at',
  'clock.sentAt',
] as const;
export type CheckValues = Record<(typeof checkFields)[number], string>;

/** Asks the device where and when it is: on a press only, and with an answer in any case. */
export async function takeCheck(): Promise<CheckValues> {
  const at = new Date().toISOString();
  const found = await locate();
  return {
    'position.latitude': found ? String(found.coords.latitude) : '',
    'position.longitude': found ? String(found.coords.longitude) : '',
    'position.accuracy': found ? String(Math.round(found.coords.accuracy)) : '',
    'position.deviceAt': found ? new Date(found.timestamp).toISOString() : '',
    'clock.at': at,
    'clock.sentAt': new Date().toISOString(),
  };
}
