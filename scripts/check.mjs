// `npm run check`: types, lint, architecture and unit tests, in under a minute.
import { ensureInstalled, requireNode, root } from './ready.mjs';

process.chdir(root);
requireNode();
await ensureInstalled();
const { runStages, report } = await import('./stages.mjs');
report(await runStages(['types', 'lint', 'unit']));
