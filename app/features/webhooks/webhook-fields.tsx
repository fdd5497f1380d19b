import { useT } from '~/core/i18n';
import { Checkbox } from '~/ui/checkbox';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { eventWords } from './event-words';
import { subjectOfEvent, webhookEvents } from './rules';

const subjects = [...new Set(webhookEvents.map(subjectOfEvent))];

/** What a new and a changed webhook are asked alike. */
export function WebhookFields({ chosen }: { chosen: readonly string[] }) {
  const t = useT();
  return (
    <>
      <Field name="name" label={t('webhook.name')} hint={t('webhook.name_hint')} required>
        <Input maxLength={80} />
      </Field>
      <Field name="url" label={t('webhook.url')} hint={t('webhook.url_hint')} required>
        <Input type="url" inputMode="url" maxLength={500} autoComplete="off" spellCheck={false} />
      </Field>
      <Field name="events" label={t('webhook.events')} required>
        <div className="grid gap-4 sm:grid-cols-2">
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
      </Field>
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
