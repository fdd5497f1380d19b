// `npm test`: everything. `npm test -- --only=unit,features name` runs some stages, and in them the files named so.
import { ensureBuilt, ensureInstalled, ensurePrograms, requireNode, root, Trouble } from './ready.mjs';

const all = ['types', 'lint', 'audit', 'unit', 'features', 'routes', 'faults', 'e2e'];
const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice(7);
const extra = process.argv.slice(2).filter((arg) => !arg.startsWith('--only='));

try {
  process.chdir(root);
  requireNode();
  const names = only ? only.split(',') : all;
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length) throw new Trouble(`There is no stage "${unknown.join(', ')}", only ${all.join(', ')}.`);
  await ensureInstalled();
  if (names.includes('routes') || names.includes('e2e')) {
    await ensureBuilt();
    await ensurePrograms();
  }
  const env = {};
  if (names.includes('e2e')) env.CHROMIUM_PATH = (await import('./chromium.mjs')).ensureChromium();
  const { runStages, report } = await import('./stages.mjs');
  report(await runStages(names, { extra, env }));
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
