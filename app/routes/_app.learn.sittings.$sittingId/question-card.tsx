import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Input } from '~/ui/input';
import { Textarea } from '~/ui/textarea';
import type { SittingShown } from './route';

/** Typing pauses this long before it is sent. */
const typingMs = 600;

type Props = {
  question: SittingShown['sitting']['questions'][number];
  of: number;
  given: string[];
  onAnswer: (answer: string[], pauseMs?: number) => void;
};

/** One question; its choices are native boxes, so that the form sends them without a script too. */
export function QuestionCard({ question, of, given, onAnswer }: Props) {
  const t = useT();
  const { kind, position, stem, points, choices } = question;
  const listed =
    kind === 'true_false'
      ? [
          { id: 't', text: t('question.true') },
          { id: 'f', text: t('question.false') },
        ]
      : choices;
  const toggle = (id: string, isOn: boolean) =>
    onAnswer(kind === 'multiple' ? (isOn ? [...given, id] : given.filter((one) => one !== id)) : [id]);
  return (
    <Card>
      <p className="num flex justify-between gap-3 text-xs text-ink-3">
        <span>
          {t('sitting.question_of', { n: position, of })} · {t(`question.kind.${kind}`)}
        </span>
        <span>{t('sitting.points', { n: points })}</span>
      </p>
      <h2 id="stem" className="mt-2 text-base leading-relaxed font-medium break-words whitespace-pre-wrap">
        {stem}
      </h2>
      {kind === 'fill_in' || kind === 'short_answer' ? (
        <div className="mt-4">
          {kind === 'fill_in' ? (
            <Input
              name="answer"
              aria-labelledby="stem"
              defaultValue={given[0] ?? ''}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => onAnswer([event.currentTarget.value], typingMs)}
            />
          ) : (
            <Textarea
              name="answer"
              aria-labelledby="stem"
              rows={8}
              defaultValue={given[0] ?? ''}
              maxLength={4000}
              onChange={(event) => onAnswer([event.currentTarget.value], typingMs)}
            />
          )}
        </div>
      ) : (
        <fieldset aria-labelledby="stem" className="mt-4 grid gap-2">
          {kind === 'multiple' && <p className="text-xs text-ink-3">{t('sitting.multiple_hint')}</p>}
          {listed.map(({ id, text }, at) => (
            <label
              key={id}
              className="flex min-h-12 cursor-pointer items-center gap-3 rounded-[10px] border border-line-strong px-3 py-2.5 hover:bg-sunken has-checked:border-brand has-checked:bg-brand-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
            >
              <input
                type={kind === 'multiple' ? 'checkbox' : 'radio'}
                name="answer"
                value={id}
                data-choice={at}
                checked={given.includes(id)}
                onChange={(event) => toggle(id, event.currentTarget.checked)}
                className="size-5 shrink-0 accent-brand"
              />
              <span className="num w-4 shrink-0 text-ink-3">{String.fromCharCode(65 + at)}</span>
              <span className="min-w-0 flex-1 break-words">{text}</span>
            </label>
          ))}
        </fieldset>
      )}
    </Card>
  );
}
