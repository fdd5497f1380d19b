import type { VisitType } from '../rules';
import type { FormPart, Question, QuestionKind, VisitForm } from './rules';

type Asked = [key: string, kind: QuestionKind, options?: string[]];

const questions: Record<VisitType, Asked[]> = {
  first: [
    ['business', 'long'],
    ['suppliers', 'long'],
    ['buying_process', 'long'],
    ['opening', 'short'],
  ],
  routine: [
    ['changes', 'long'],
    ['usage', 'one', ['good', 'fair', 'poor']],
  ],
  renewal: [
    ['contract_end', 'day'],
    ['usage', 'long'],
    ['price_expected', 'short'],
    ['rival_offer', 'long'],
    ['will', 'one', ['sure', 'likely', 'unsure', 'unlikely']],
  ],
  complaint: [
    ['problem', 'long'],
    ['since', 'day'],
    ['services', 'several', ['internet', 'private_line', 'mobile', 'cloud', 'voice', 'billing', 'people']],
    ['remedy', 'long'],
    ['is_calmed', 'yes_no'],
  ],
  executive: [
    ['message', 'long'],
    ['decided', 'long'],
    ['open_points', 'long'],
  ],
};

const required: Partial<Record<VisitType, string>> = { complaint: 'problem' };
const leftOut: Partial<Record<VisitType, FormPart[]>> = { complaint: ['competitors'], executive: ['satisfaction'] };

/** What is asked where a company has published nothing of its own. Labels are in the catalogue. */
export function nationalForm(type: VisitType): VisitForm {
  const asked = (part: FormPart) => (leftOut[type]?.includes(part) ? ('no' as const) : ('asked' as const));
  return {
    type,
    version: 0,
    guidance: null,
    questions: questions[type].map(
      ([key, kind, options = []]): Question => ({
        key,
        kind,
        label: null,
        hint: null,
        options,
        isRequired: required[type] === key,
      }),
    ),
    parts: {
      satisfaction: asked('satisfaction'),
      competitors: asked('competitors'),
      needs: asked('needs'),
      commitments: asked('commitments'),
      next_step: asked('next_step'),
    },
  };
}
