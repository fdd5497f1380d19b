import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { explainCheckInput } from '~/features/visits/input';
import { ActionForm } from '~/ui/action-form';
import { Badge, type Tone } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { PostButton } from '~/ui/post-button';
import { Ring } from '~/ui/progress';
import { Textarea } from '~/ui/textarea';
import { useZodForm } from '~/ui/use-zod-form';
import type { VisitData } from './route';

const toneOf = (confidence: number): Tone => (confidence >= 80 ? 'ok' : confidence >= 50 ? 'brand' : 'warn');

/** What the check-in is worth and why; the visitor may explain it, a lead accept that. Nobody is judged by it. */
export function CheckCard({ page, isExplaining }: { page: VisitData; isExplaining: boolean }) {
  const t = useT();
  const f = useFormat();
  const { visit, acceptedBy, mayExplain, mayAccept, now } = page;
  if (visit.confidence === null || visit.status === 'in_progress') return null;
  return (
    <Card
      title={t('visit.confidence')}
      action={visit.checkAcceptedAt && <Badge tone="ok">{t('visit.check_accepted')}</Badge>}
    >
      <div className="grid gap-3">
        <Ring
          value={visit.confidence}
          max={100}
          label={t('visit.confidence_of', { n: visit.confidence })}
          tone={toneOf(visit.confidence)}
        >
          <span className="num block text-lg font-semibold">{visit.confidence}</span>
          <span className="block text-xs text-ink-3">{t('visit.confidence_note')}</span>
        </Ring>
        <ul className="grid gap-1.5">
          {visit.confidenceReasons?.map((reason) => (
            <li key={reason.key} className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 text-ink-2">
                {t.any(`visit.reason.${reason.key}`, { value: f.number(reason.value ?? 0) })}
              </span>
              <span className={`num ${reason.points < 0 ? 'text-warn-ink' : 'text-ink-3'}`}>
                {reason.points > 0 ? `+${reason.points}` : reason.points === 0 ? '0' : `−${-reason.points}`}
              </span>
            </li>
          ))}
        </ul>
        {visit.checkNote && !isExplaining && (
          <blockquote className="border-l-2 border-line pl-3 text-ink-2">
            {visit.checkNote}
            {visit.checkAcceptedAt && (
              <footer className="mt-1 text-xs text-ink-3">
                {t('visit.check_accepted_by', { who: acceptedBy ?? '', when: f.when(visit.checkAcceptedAt, now) })}
              </footer>
            )}
          </blockquote>
        )}
        {isExplaining && mayExplain && <ExplainForm page={page} />}
        {!isExplaining && (mayExplain || mayAccept) && (
          <div className="flex gap-2">
            {mayExplain && (
              <ButtonLink to="?do=explain" size="sm">
                {visit.checkNote ? t('visit.explain_again') : t('visit.explain')}
              </ButtonLink>
            )}
            {mayAccept && (
              <PostButton size="sm" fields={{ intent: 'accept', version: visit.version }}>
                {t('visit.accept_check')}
              </PostButton>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function ExplainForm({ page: { visit } }: { page: VisitData }) {
  const t = useT();
  const form = useZodForm(explainCheckInput, { values: { checkNote: visit.checkNote } });
  return (
    <ActionForm form={form} hidden={{ intent: 'explain', version: visit.version }}>
      <Field name="checkNote" label={t('visit.check_note')} required>
        <Textarea rows={3} maxLength={500} placeholder={t('visit.check_note_hint')} autoFocus />
      </Field>
      <div className="flex gap-2">
        <SubmitButton size="sm">{t('common.save')}</SubmitButton>
        <ButtonLink to={paths.visit(visit.id)} variant="ghost" size="sm">
          {t('common.cancel')}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
