import { localInput } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

/** When one means to sit it: seen by lead and trainer, and reminded of in one's own list. */
export function BookCard({ startsAt, now }: { startsAt: Date | null; now: Date }) {
  const t = useT();
  const f = useFormat();
  return (
    <Card
      title={t('learn.exam.book')}
      note={startsAt && t('learn.exam.booked_for', { when: f.dateTime(startsAt) })}
      action={
        startsAt && (
          <ActionForm own hidden={{ intent: 'unbook' }}>
            <SubmitButton variant="ghost" size="sm">
              {t('learn.exam.unbook')}
            </SubmitButton>
          </ActionForm>
        )
      }
    >
      <ActionForm
        own
        hidden={{ intent: 'book' }}
        values={{ startsAt: startsAt ? localInput(startsAt) : '' }}
        className="sm:!flex sm:flex-wrap sm:items-end"
      >
        <Field name="startsAt" label={t('learn.exam.book_at')} required>
          <Input type="datetime-local" min={localInput(now)} />
        </Field>
        <div>
          <SubmitButton variant="secondary">{t('learn.exam.book')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}
