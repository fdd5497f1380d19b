import { describe, expect, it } from 'vitest';
import { faultText, withoutData } from './fault';

it('repeats nothing of ours from what a program said', () => {
  expect(withoutData('duplicate key value violates "people_email": Key (email)=(wang@demo.test) exists')).toBe(
    'duplicate key value violates "…": Key (…)=(…) exists',
  );
  expect(withoutData('request to https://push.example/secret?x=1 failed')).toBe(
    'request to https://push.example/… failed',
  );
  expect(withoutData('mail to wang@demo.test about 13800138001 refused')).toBe('mail to … about … refused');
});

describe('a failure in the log', () => {
  it('says what the database names and where it happened, and nothing of the row', () => {
    const error = Object.assign(new Error('value "王小明" of 浙江 is taken\n    at 西湖'), {
      ...{ name: 'PostgresError', code: '23505', table_name: 'people', constraint_name: 'people_email' },
      detail: 'Key (email)=(wang@demo.test) already exists.',
    });
    const text = faultText(error);
    expect(text).toMatch(/^PostgresError 23505 people people_email value "…" of 浙江 is taken\n/);
    expect(text).toMatch(/\n {4}at .*fault\.test\.ts/);
    for (const hidden of ['王小明', 'wang@demo.test']) expect(text).not.toContain(hidden);
  });

  it('keeps what an engine says is missing', () => {
    const text = faultText(new TypeError("Cannot read properties of undefined (reading 'accountId')"));
    expect(text).toContain("TypeError Cannot read properties of undefined (reading 'accountId')");
  });

  it('is told of whatever was thrown', () => {
    expect(faultText({ status: 503, data: { reason: 'unavailable', typed: '王小明' } })).toBe('object 503 unavailable');
    expect(faultText('mail to wang@demo.test refused')).toBe('mail to … refused');
    expect([faultText(null), faultText(undefined)]).toEqual(['object', 'undefined']);
  });
});
