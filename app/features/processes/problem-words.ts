import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { criterionWords } from '../opportunities/criterion-words';
import type { Problem } from './problems';

/** What is wrong with a definition, as people say it. */
export function problemWords(t: Translate, f: Formatter, { reason, name, criterion }: Problem) {
  const what = t(`process.problem.${reason}`, { criterion: criterion ? criterionWords(t, f, criterion) : '' });
  return name ? t('process.problem_at', { stage: name, what }) : what;
}
