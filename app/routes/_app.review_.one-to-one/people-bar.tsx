import { Form, useSubmit } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { Avatar } from '~/ui/avatar';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Check, ChevronLeft, ChevronRight } from '~/ui/icons';
import { Select } from '~/ui/select';
import { Money } from '~/ui/value';
import { neighbours } from './addresses';
import type { TalkPage } from './route';

/** With whom: chosen by name, stepped through by name. */
export function PeopleBar({ page, person }: { page: TalkPage; person: NonNullable<TalkPage['person']> }) {
  const t = useT();
  const f = useFormat();
  const submit = useSubmit();
  const way = neighbours(page);
  const talkedToday = person.talkedOn === page.day;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Avatar name={person.name} />
      <Form
        method="get"
        className="flex items-center gap-1.5 max-sm:flex-1"
        onChange={(event) => submit(event.currentTarget, { preventScrollReset: true })}
      >
        <input type="hidden" name="unit" value={page.unit.id} />
        <span className="w-48 max-sm:w-full">
          <Select
            name="person"
            aria-label={t('talk.person')}
            key={person.id}
            defaultValue={person.id}
            options={page.sellers.map(({ id, name, unitName }) => ({ value: id, label: `${name} · ${unitName}` }))}
          />
        </span>
        <noscript>
          <button type="submit">{t('review.show')}</button>
        </noscript>
      </Form>
      <span className="flex gap-1.5">
        <ButtonLink
          to={way.previousPerson ?? way.here}
          aria-disabled={!way.previousPerson}
          aria-label={t('talk.previous_person')}
          icon={ChevronLeft}
          kbd="P"
        />
        <ButtonLink
          to={way.nextPerson ?? way.here}
          aria-disabled={!way.nextPerson}
          aria-label={t('talk.next_person')}
          icon={ChevronRight}
          kbd="N"
        />
      </span>
      <span className="text-xs text-ink-3">
        {t('review.deals', { n: person.openCount })} <Money fen={person.openFen} /> ·{' '}
        {person.talkedOn ? t('talk.last', { day: f.day(person.talkedOn) }) : t('talk.first')}
      </span>
      <Form method="post" className="ml-auto">
        <input type="hidden" name="intent" value="done" />
        <input type="hidden" name="id" value={page.newId} />
        <input type="hidden" name="personId" value={person.id} />
        <input type="hidden" name="back" value={way.here} />
        <SubmitButton variant="secondary" icon={Check} kbd="D" data-key="d" disabled={talkedToday}>
          {t(talkedToday ? 'talk.done_today' : 'talk.done')}
        </SubmitButton>
      </Form>
    </div>
  );
}
