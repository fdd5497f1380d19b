// npm run model -- --train FILE --target COLUMN --positive VALUE --predict FILE --out FILE
import { parseArgs } from 'node:util';
import { analyseFiles, Refusal } from './model/run';

const usage = `npm run model -- --train FILE --target COLUMN --positive VALUE --predict FILE --out FILE
  --negative VALUE  only rows with this or the positive value are learnt from (for outcomes still open)
  --time COLUMN     when it was known: what comes later is foretold from what came before
  --group COLUMN    rows of one customer stay on one side of every split
  --keep COLUMN     learn from this column although it looks unfit (may be given again)`;

const { values } = parseArgs({
  options: {
    train: { type: 'string' },
    target: { type: 'string' },
    positive: { type: 'string' },
    negative: { type: 'string' },
    predict: { type: 'string' },
    out: { type: 'string' },
    time: { type: 'string' },
    group: { type: 'string' },
    keep: { type: 'string', multiple: true },
  },
});
const { train, target, positive, predict, out, ...wishes } = values;
if (!train || !target || positive === undefined || !predict || !out) {
  console.error(usage);
  process.exit(2);
}
try {
  await analyseFiles({ train, target, positive, predict, out, ...wishes }, (line) => console.log(line));
} catch (error) {
  if (!(error instanceof Refusal) && (error as NodeJS.ErrnoException).code === undefined) throw error;
  console.error((error as Error).message);
  process.exit(2);
}
