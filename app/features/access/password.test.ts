import { describe, expect, it } from 'vitest';
import { isEasilyGuessed, newPassword } from './password';

const known = new Set(['password', 'dragon', 'qwertyuiop', '1q2w3e4r5t6y', 'monkey']);
const own = ['wang.fang@example.com', '王芳', 'jiketong'];
const isBad = (password: string) => isEasilyGuessed(password, known, own);

describe('a new password', () => {
  it('is long, of whatever characters', () => {
    expect(newPassword.safeParse('short one').success).toBe(false);
    for (const long of ['correct horse battery', '我喜欢在西湖边上慢慢地散步', '            a b c'])
      expect(newPassword.safeParse(long).success, long).toBe(true);
  });

  it('is not what a guesser tries first', () => {
    for (const bad of [
      '1q2w3e4r5t6y',
      'password2026',
      'Password!2026!',
      'passwordpassword',
      'PasswordPassword1',
      'dragon20261123',
      '123456789012',
      'abcdefghijklm',
      'aaaaaaaaaaaaaa',
      'abcabcabcabc',
      'Wang.Fang1990',
      'wangfang2026!!',
      'jiketong-2026',
      'ＰＡＳＳＷＯＲＤ１２３４',
    ])
      expect(isBad(bad), bad).toBe(true);
  });

  it('may be anything else', () => {
    for (const good of [
      'correct horse battery',
      'a password of my own',
      '西湖边的第三棵柳树下',
      'h7-kq2p-9xvm-t3d',
      '582937461058',
    ])
      expect(isBad(good), good).toBe(false);
  });
});
