import { describe, expect, it } from 'vitest';
import { position } from './check-input';

const phone = {
  latitude: '43.64701119661331',
  longitude: '-79.394123456789012',
  accuracy: '12.345678901234567',
  deviceAt: '2026-11-21T01:59:58.000Z',
};
const positionOf = (sent: unknown) => position.parse(sent);

describe('the position of a check', () => {
  it('has as many decimals as the device gives', () => {
    const [latitude, longitude, accuracy] = [phone.latitude, phone.longitude, phone.accuracy].map(Number);
    const taken = { ...phone, latitude, longitude, accuracy };
    expect(positionOf(phone)).toEqual(taken);
    expect(positionOf(taken)).toEqual(taken);
    expect(positionOf({ ...phone, latitude: '-1e-7' })).toMatchObject({ latitude: -1e-7 });
  });

  it('is none where the device said nothing', () => {
    const empty = { latitude: '', longitude: '', accuracy: '', deviceAt: '' };
    for (const none of [undefined, null, empty]) expect(positionOf(none) ?? null).toBeNull();
  });

  it.each([
    { ...phone, latitude: '91' },
    { ...phone, longitude: '180.0000001' },
    { ...phone, latitude: 'NaN' },
    { ...phone, latitude: '1e999' },
    { ...phone, longitude: '' },
    { ...phone, accuracy: '-1' },
    { ...phone, deviceAt: 'yesterday' },
    { latitude: 30 },
    '30.27,120.15',
  ])('that is no place on earth is told apart from none: %j', (sent) => {
    expect(positionOf(sent)).toBe('unusable');
  });
});
