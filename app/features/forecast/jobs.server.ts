import { spawn } from 'node:child_process';
import path from 'node:path';
import type { JobHelpers } from 'graphile-worker';

const longest = 3 * 3_600_000;

/** Learning takes the processor for seconds to minutes: a program of its own does it, niced, and other jobs go on. */
function learn(_payload: unknown, helpers: Pick<JobHelpers, 'abortSignal'>) {
  return new Promise<void>((resolve, reject) => {
    const program = path.resolve('build/programs/learn.js');
    const child = spawn(process.execPath, ['--max-old-space-size=700', program], {
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: longest,
      ...(helpers.abortSignal && { signal: helpers.abortSignal }),
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`learning ended with ${code}`))));
  });
}

export const tasks = { 'forecast.learn': learn };
/** 02:20 in Shanghai, also when the worker was away then. */
export const schedule = [{ task: 'forecast.learn', match: '20 18 * * *', options: { backfillPeriod: 8 * 3_600_000 } }];
