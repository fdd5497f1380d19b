import { useT } from '~/core/i18n';
import type { TalkDeal } from '~/features/review/talks/deals.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import type { TalkPage } from './route';

type Props = { page: TalkPage; deal: TalkDeal; person: NonNullable<TalkPage['person']>; back: string };

/** What the two agree on becomes a commitment of the one whose deal it is. */
export function NextStepForm({ page, deal, person, back }: Props) {
  const t = useT();
  return (
    <ActionForm
      key={page.newId}
      own
      values={{ dueOn: page.dueOn }}
      hidden={{
        intent: 'promise',
        id: page.newId,
        accountId: deal.accountId,
        opportunityId: deal.id,
        ownerId: person.id,
        side: 'ours',
        back,
      }}
      labels={{ text: t('talk.note'), dueOn: t('talk.due') }}
    >
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_9rem_auto]">
        <Field name="text" label={t('talk.note')} hint={t('talk.note_hint', { name: person.name })} required>
          <Input maxLength={500} data-key="e" />
        </Field>
        <Field name="dueOn" label={t('talk.due')} required>
          <DateInput min={page.day} />
        </Field>
        <div className="sm:pt-5.5">
          <SubmitButton>{t('talk.save')}</SubmitButton>
        </div>
      </div>
    </ActionForm>
  );
}
