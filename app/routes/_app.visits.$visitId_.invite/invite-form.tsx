import { useT } from '~/core/i18n';
import { locales } from '~/core/locale';
import { longestPlace, longestTitle } from '~/features/invitations/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Tick } from '~/ui/checkbox';
import { ChipField } from '~/ui/chip-group';
import { Field, FieldError } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { Mail } from '~/ui/icons';
import { Input } from '~/ui/input';
import type { InviteData } from './route';

/** Who is asked, and what the mail says. */
export function InviteForm({ page }: { page: InviteData }) {
  const t = useT();
  const { start, isAgain, guests } = page;
  const labels = {
    guests: t('invitation.guests'),
    title: t('invitation.meeting_title'),
    place: t('invitation.meeting_place'),
    locale: t('invitation.language'),
  };
  return (
    <ActionForm values={start} labels={labels}>
      <Guests guests={guests} isAgain={isAgain} />
      <Field name="title" label={labels.title} hint={t('invitation.meeting_title_hint')} required>
        <Input maxLength={longestTitle} />
      </Field>
      <Field name="place" label={labels.place}>
        <Input maxLength={longestPlace} />
      </Field>
      <ChipField
        name="locale"
        label={labels.locale}
        options={locales.map((value) => ({ value, label: t(`settings.language.${value}`) }))}
      />
      <div>
        <SubmitButton icon={Mail} className="max-sm:w-full">
          {t(isAgain ? 'invitation.submit_again' : 'invitation.submit')}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function Guests({ guests, isAgain }: { guests: InviteData['guests']; isAgain: boolean }) {
  const t = useT();
  const scope = useFormScope();
  const typed = scope?.values.guests;
  const chosen = (id: string, isInvited: boolean) =>
    typed !== undefined ? [typed].flat().includes(id) : isAgain ? isInvited : true;
  const message = scope?.errors.guests;
  return (
    <fieldset className="grid gap-1" data-field="guests">
      <legend className="mb-1 text-xs font-medium text-ink-2 max-sm:text-sm">{t('invitation.guests')}</legend>
      {guests.map(({ id, name, email, isColleague, isInvited, answer }) => (
        <label key={id} htmlFor={`guest-${id}`} className="flex min-h-8 items-center gap-2 max-sm:min-h-11">
          <Tick
            id={`guest-${id}`}
            name="guests"
            value={id}
            disabled={!email}
            defaultChecked={email !== null && chosen(id, isInvited)}
          />
          <span className="min-w-0 flex-1">
            <span className={email ? '' : 'text-ink-3'}>{name}</span>
            {isColleague && <span className="text-ink-3"> · {t('invitation.colleague')}</span>}
            <span className="block truncate text-xs text-ink-3">{email ?? t('invitation.without_address')}</span>
          </span>
          {isInvited && (
            <span className="shrink-0 text-xs text-ink-3">{t(`invitation.state.${answer ?? 'waiting'}`)}</span>
          )}
        </label>
      ))}
      {message && <FieldError message={message} />}
      <p className="text-xs text-ink-3">{t('invitation.guests_hint')}</p>
    </fieldset>
  );
}
