import { useT } from '~/core/i18n';
import { leftRejected, undecided } from '~/features/imports/rules';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { Select } from '~/ui/select';
import type { ImportPage } from './load.server';

/** Fields that hold the record's own name, or that of a group: for these a near match may also be something new. */
const own = ['name', 'code', 'enterprise'];

/** Texts that nearly match, each listed once with what it may stand for. */
export function Questions({ import_, questions, leaveOpen }: ImportPage) {
  const t = useT();
  if (!questions.length) return null;
  const answerOf = (field: string, text: string) => {
    const answer = import_.answers[field]?.[text];
    return answer === null ? 'create' : (answer ?? undecided);
  };
  return (
    <Card title={t('imports.step_questions')} padded={false}>
      <p className="px-3 pb-2 text-xs text-ink-3 max-sm:px-4">{t('imports.step_questions_note')}</p>
      <ul className="divide-y divide-line border-t border-line">
        {questions.map(({ field, text, near, choices }, i) => (
          <li
            key={`${field} ${text}`}
            className="grid items-center gap-x-3 gap-y-1.5 px-3 py-2 max-sm:px-4 sm:grid-cols-2"
          >
            <div className="flex min-w-0 items-center gap-2">
              <span className="shrink-0 text-xs text-ink-3">{t.any(`imports.${import_.kind}.${field}`)}</span>
              <span className="truncate font-medium">{text}</span>
              <Badge tone={near ? 'warn' : 'neutral'}>{near ? t('imports.nearly') : t('imports.not_known')}</Badge>
            </div>
            <div>
              <input type="hidden" name={`answers[${i}].field`} value={field} />
              <input type="hidden" name={`answers[${i}].text`} value={text} />
              <Select
                name={`answers[${i}].choice`}
                aria-label={text}
                defaultValue={answerOf(field, text)}
                options={[
                  ...choices.map(({ id, label }) => ({ value: id, label: t('imports.choice_use', { name: label }) })),
                  ...(own.includes(field) ? [{ value: 'create', label: t('imports.choice_create') }] : []),
                  { value: leftRejected, label: t('imports.choice_reject') },
                ]}
                placeholder={near ? t('imports.choice_open') : t('imports.choice_unknown')}
              />
            </div>
          </li>
        ))}
      </ul>
      {questions.some(({ near }) => near) && (
        <div className="border-t border-line px-3 py-2 max-sm:px-4">
          <Checkbox name="leaveOpen" value="1" defaultChecked={leaveOpen} label={t('imports.leave_open')} />
        </div>
      )}
    </Card>
  );
}
