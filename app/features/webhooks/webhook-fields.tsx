import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { Field, FieldError } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { Input } from '~/ui/input';
import { eventWords } from './event-words';
import { subjectOfEvent, webhookEvents } from './rules';

const subjects = [...new Set(webhookEvents.map(subjectOfEvent))];

/** What a new and a changed webhook are asked alike. */
export function WebhookFields({ chosen }: { chosen: readonly string[] }) {
  const t = useT();
  const problem = useFormScope()?.errors.events;
  return (
    <>
      <Field name="name" label={t('webhook.name')} hint={t('webhook.name_hint')} required>
        <Input maxLength={80} />
      </Field>
      <Field name="url" label={t('webhook.url')} hint={t('webhook.url_hint')} required>
        <Input type="url" inputMode="url" maxLength={500} autoComplete="off" spellCheck={false} />
      </Field>
      <Card title={t('webhook.events')}>
        <div data-field="events" className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
          {subjects.map((subject) => (
            <fieldset key={subject} className="grid content-start gap-1.5">
              <legend className="mb-1 text-sm font-medium">{t.any(`journal.subject.${subject}`)}</legend>
              {webhookEvents
                .filter((event) => subjectOfEvent(event) === subject)
                .map((event) => (
                  <Checkbox
                    key={event}
                    name="events"
                    value={event}
                    defaultChecked={chosen.includes(event)}
                    label={eventWords(t, event)}
                  />
                ))}
            </fieldset>
          ))}
        </div>
        {problem && <FieldError message={problem} />}
      </Card>
    </>
  );
}

export function useWebhookLabels() {
  const t = useT();
  return {
    name: t('webhook.name'),
    url: t('webhook.url'),
    events: t('webhook.events'),
    tenantId: t('webhook.company'),
  };
}
