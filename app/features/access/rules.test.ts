import { describe, expect, it } from 'vitest';
import { readRecoveryCode, readTimeCode, showRecoveryCode } from './rules';

describe('codes', () => {
  it('are read however they were typed', () => {
    expect(readTimeCode(' 123 456 ')).toBe('123456');
    expect(readTimeCode('１２３４５６')).toBe('123456');
    expect(readRecoveryCode('ABCD-efgh 2345')).toBe('abcdefgh2345');
    expect(readRecoveryCode(showRecoveryCode('abcdefgh2345'))).toBe('abcdefgh2345');
  });

  it('are none when they cannot be', () => {
    for (const wrong of ['', '12345', '1234567', '12345a', '-12345']) expect(readTimeCode(wrong), wrong).toBeNull();
    for (const wrong of ['', 'abcd-efgh', 'abcd-efgh-234l', 'abcd-efgh-2341', 'abcd-efgh-23456'])
      expect(readRecoveryCode(wrong), wrong).toBeNull();
  });
});
