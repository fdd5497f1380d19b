import { localInput } from '~/core/dates';
import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { SessionShown } from './route';

export function SessionForm({ data }: { data: SessionShown }) {
  const t = useT();
  const { session, courses, trainers } = data;
  const values = session
    ? { ...session, startsAt: localInput(session.startsAt), endsAt: localInput(session.endsAt) }
    : { capacity: 40, trainerId: trainers[0]?.id };
  const options = (rows: { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Card>
      <ActionForm own values={values} hidden={{ intent: 'save', version: session?.version ?? 0 }}>
        {session ? (
          <input type="hidden" name="courseId" value={session.courseId} />
        ) : (
          <Field name="courseId" label={t('session_place.course')} required>
            <Select options={options(courses)} />
          </Field>
        )}
        <FieldRow>
          <Field name="place" label={t('session_place.place')} required>
            <Input maxLength={120} />
          </Field>
          <Field name="trainerId" label={t('session_place.trainer')} required>
            <Select options={options(trainers)} />
          </Field>
        </FieldRow>
        <FieldRow>
          <Field name="startsAt" label={t('session_place.starts')} required>
            <Input type="datetime-local" />
          </Field>
          <Field name="endsAt" label={t('session_place.ends')} required>
            <Input type="datetime-local" />
          </Field>
          <Field name="capacity" label={t('session_place.capacity')} required>
            <Input inputMode="numeric" className="num" maxLength={5} />
          </Field>
        </FieldRow>
        <div>
          <SubmitButton>{t('session_place.save')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}
