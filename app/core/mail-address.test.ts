import { describe, expect, it } from 'vitest';
import { isMailAddress, oneLine, parseFrom } from './mail-address';

describe('a mail address', () => {
  it('is one, of one person', () => {
    for (const good of ['wang.fang@example.com', 'a+b@mail.example.com.cn', 'demo@demo.test', "o'neil@x.org"])
      expect([good, isMailAddress(good)]).toEqual([good, true]);
    for (const bad of [
      '', 'x', 'a@b@c', 'a b@c.d', 'a@b.c, d@e.f', 'a@b.c\r\nBcc: x@y.z', 'a@b.c\n', '<a@b.c>', 'a..b@c.d', '.a@b.c',
      'a@-b.c', 'a@b..c', `${'a'.repeat(65)}@b.c`, `a@${'b.'.repeat(130)}c`, 'a@b.c\u0000',
    ]) // biome-ignore format: a list
      expect([bad, isMailAddress(bad)]).toEqual([bad, false]);
  });

  it('of the sender may have a name', () => {
    expect(parseFrom('集客通 <noreply@example.com>')).toEqual({ name: '集客通', address: 'noreply@example.com' });
    expect(parseFrom('"Jiketong" <noreply@example.com>')).toEqual({ name: 'Jiketong', address: 'noreply@example.com' });
    expect(parseFrom('noreply@example.com')).toEqual({ name: '', address: 'noreply@example.com' });
    for (const bad of ['noreply', 'A <b>', 'A <b@c.d>\r\nBcc: x@y.z', 'A\nB <b@c.d>'])
      expect(parseFrom(bad)).toBeNull();
  });
});

it('puts a text onto one line', () => {
  expect(oneLine('拜访\r\nBcc: all@example.com\u0000 ')).toBe('拜访 Bcc: all@example.com');
});
