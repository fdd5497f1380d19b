import { describe, expect, it } from 'vitest';
import { type Health, judge, overall } from './rules';

const now = new Date('2026-11-23T02:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
const well: Health = {
  workers: 1,
  lastStroke: ago(1),
  kinds: [{ task: 'webhooks.send', waiting: 1, later: 2, running: 1, failed: 0, oldest: ago(1) }],
  queues: [{ queue: 'mail', waiting: 3, since: ago(2), failed: 0 }],
  slow: [{ text: 'select 1', calls: 9, mean: 12, longest: 300 }],
  databaseBytes: 1e9,
  disk: { free: 60e9, size: 100e9 },
  backup: { at: ago(600), rows: 10, files: 1 },
  migrations: { applied: 60, expected: 60, isCurrent: true },
};
const light = (changed: Partial<Health>, check: string) =>
  judge({ ...well, ...changed }, now).find((one) => one.check === check)?.light;

describe('the health of an installation', () => {
  it('is well when nothing waits for long', () => {
    expect(overall(judge(well, now))).toBe('well');
  });

  it('turns with each thing that goes wrong', () => {
    expect(light({ workers: 0 }, 'worker')).toBe('mend');
    expect(light({ lastStroke: ago(6) }, 'worker')).toBe('watch');
    expect(light({ lastStroke: null }, 'worker')).toBe('well');
    const kind = well.kinds[0]!;
    expect(light({ kinds: [{ ...kind, oldest: ago(3) }] }, 'jobs')).toBe('watch');
    expect(light({ kinds: [{ ...kind, oldest: ago(16) }] }, 'jobs')).toBe('mend');
    expect(light({ kinds: [{ ...kind, failed: 1 }] }, 'failed')).toBe('watch');
    expect(light({ queues: [{ ...well.queues[0]!, since: ago(61) }] }, 'queues')).toBe('mend');
    expect(light({ slow: [{ ...well.slow[0]!, mean: 301 }] }, 'statements')).toBe('watch');
    expect(light({ disk: null }, 'disk')).toBe('watch');
    expect(light({ disk: { free: 1e9, size: 2e9 } }, 'disk')).toBe('mend');
    expect(light({ backup: null }, 'backup')).toBe('watch');
    expect(light({ backup: { at: ago(8 * 24 * 60), rows: 1, files: 0 } }, 'backup')).toBe('mend');
    expect(light({ migrations: { applied: 59, expected: 60, isCurrent: false } }, 'migrations')).toBe('mend');
  });
});
