import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { gb18030 } from '../../tests/support/gb18030';
import { checkSheet, results } from './sheet';

const head =
  'site,latitude,longitude,altitude_m,satellite_longitude,frequency_ghz,polarisation_tilt_deg,exceedance_percent,rain_rate_mm_h,rain_height_km';
const beijing = '北京,39.9,116.4,40,110.5,20,45,0.01,46,4.1';
const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[];
const check = (...lines: string[]) => rowsOf(checkSheet([head, ...lines].join('\n'), ',').text);

describe('a list of sites', () => {
  it('comes back in its order with the answers after its own columns', () => {
    const { text } = checkSheet([head, beijing, 'B,30,110,0,110.5,20,0,1,20,5'].join('\n'), ',');
    expect(text.split('\n')[0]?.startsWith(`${head},${results.join(',')},`)).toBe(true);
    expect(rowsOf(text).map(({ site }) => site)).toEqual(['北京', 'B']);
    const [first] = rowsOf(text);
    expect(Number(first?.elevation_deg)).toBeCloseTo(43.43, 2);
    expect(Number(first?.rain_attenuation_db)).toBeCloseTo(21.54, 1);
    expect(first?.free_space_loss_db).toMatch(/\.\d{4,}/);
    expect(first?.error).toBe('');
  });

  it('says what is wrong with a row and goes on', () => {
    const rows = check(
      'letters,north,116,0,110.5,20,45,0.01,,',
      'empty,,116,0,110.5,20,45,0.01,,',
      'swapped,116.4,39.9,0,110.5,20,45,0.01,,',
      'behind,40,-60,0,110.5,20,45,0.01,,',
      'often,40,116,0,110.5,20,45,10,,',
      'fast,40,116,0,110.5,90,45,0.1,,',
      'dry,40,116,0,110.5,20,45,0.1,-3,',
      beijing,
    );
    const errors = rows.map(({ error }) => error);
    expect(errors[0]).toContain('latitude is not a number');
    expect(errors[1]).toContain('latitude is empty');
    expect(errors[2]).toContain('swapped');
    expect(errors[3]).toContain('below the horizon');
    expect(errors[4]).toContain('exceedance_percent');
    expect(errors[5]).toContain('frequency_ghz');
    expect(errors[6]).toContain('rain_rate_mm_h');
    expect(rows[4]?.elevation_deg).not.toBe('');
    expect(rows[4]?.rain_attenuation_db).toBe('');
    expect(rows[7]?.error).toBe('');
  });

  it('fills a rain rate left out from a sample and says so', () => {
    const [near, far] = check('杭州,30.2,120.1,10,125,20,45,0.1,,', '海上,10,150,0,134,20,45,0.1,,');
    expect(near?.rain_rate_used_mm_h).toBe('60');
    expect(near?.note).toContain('sample value of Hangzhou');
    expect(far?.note).toContain('sample value of the latitude');
    expect(Number(far?.rain_attenuation_db)).toBeGreaterThan(1);
  });

  it('names the columns it misses', () => {
    expect(() => checkSheet('site,latitude\nA,1', ',')).toThrow(/longitude, altitude_m/);
    expect(() => checkSheet('', ',')).toThrow(/empty/);
  });

  it('checks 200 sites well within a second', () => {
    const lines = Array.from(
      { length: 200 },
      (_, i) => `S${i},${20 + i / 10},${80 + i / 5},${i},110.5,20,45,0.01,50,4`,
    );
    const began = performance.now();
    expect(checkSheet([head, ...lines].join('\n'), ',').rows).toBe(200);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/site-check.ts', ...args], { encoding: 'utf8' });

  it('reads GB18030 and a byte order mark, and ends with 1 or 2 when it cannot do its work', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'sites-'));
    const [sites, marked, out] = ['gb.csv', 'bom.csv', 'out.csv'].map((name) => path.join(dir, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(sites, gb18030(`${head}\r\n${beijing}\r\n`));
    writeFileSync(marked, `\ufeff${head}\n${beijing}\n`);
    try {
      for (const file of [sites, marked]) {
        expect(run('--in', file, '--out', out).status).toBe(0);
        expect(rowsOf(readFileSync(out, 'utf8'))[0]?.site).toBe('北京');
      }
      expect(run('--in', path.join(dir, 'none.csv'), '--out', out).status).toBe(1);
      expect(run('--in', sites).status).toBe(2);
    } finally {
      rmSync(dir, { recursive: true });
    }
  }, 60_000);
});
