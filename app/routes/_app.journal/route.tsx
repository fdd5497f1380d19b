import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { namesFor } from '~/features/accounts/journal-names.server';
import { eventWords, subjectWords } from '~/features/people/change-words';
import { ChangeList } from '~/features/people/history';
import { listJournal, listJournalActors, subjectPath } from '~/features/people/journal.server';
import { journalFilter } from '~/features/people/journal-input';
import { events, subjectKinds } from '~/features/people/journal-kinds';
import { translate } from '~/locales/translate.server';
import { Avatar } from '~/ui/avatar';
import { ButtonLink } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { FilterBar } from '~/ui/filter-bar';
import { Download, ScrollText } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'journal.read');
  const { searchParams } = new URL(request.url);
  const filter = journalFilter.parse(Object.fromEntries(searchParams));
  const [page, actors] = await Promise.all([
    listJournal(ctx, filter, searchParams.get('after')),
    listJournalActors(ctx),
  ]);
  return {
    rows: page.rows.map((row) => ({
      ...row,
      to:
        row.subject === 'bulk' && row.actorId === ctx.actor.personId ? paths.bulkEdit(row.subjectId) : subjectPath(row),
    })),
    after: page.after,
    names: await namesFor(ctx, page.rows),
    filter,
    actors,
    title: translate(ctx.actor.locale)('journal.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Journal() {
  const t = useT();
  const format = useFormat();
  const { search } = useLocation();
  const { rows, after, filter, actors } = useLoaderData<typeof loader>();
  const actorName = actors.find((actor) => actor.id === filter.person)?.name;
  const chips = [
    filter.person && { param: 'person', label: t('journal.column.who'), value: actorName ?? t('journal.hidden') },
    filter.event && { param: 'event', label: t('journal.column.event'), value: eventWords(t, filter.event) },
    filter.subject && { param: 'subject', label: t('journal.column.kind'), value: subjectWords(t, filter.subject) },
    filter.from && { param: 'from', label: t('journal.from'), value: format.day(filter.from) },
    filter.to && { param: 'to', label: t('journal.to'), value: format.day(filter.to) },
  ].filter((chip) => chip !== null && chip !== undefined && chip !== '');
  return (
    <>
      <PageHead title={t('journal.title')}>
        <ButtonLink to={`/journal.csv${search}`} icon={Download} reloadDocument aria-label={t('common.export')}>
          <span className="max-sm:hidden">{t('common.export')}</span>
        </ButtonLink>
      </PageHead>
      <PageBody>
        <FilterBar chips={chips}>
          <Field name="person" label={t('journal.column.who')}>
            <Select
              options={actors.map(({ id, name }) => ({ value: id, label: name }))}
              placeholder={t('common.all')}
            />
          </Field>
          <Field name="subject" label={t('journal.column.kind')}>
            <Select
              options={subjectKinds.map((kind) => ({ value: kind, label: subjectWords(t, kind) }))}
              placeholder={t('common.all')}
            />
          </Field>
          <Field name="event" label={t('journal.column.event')}>
            <Select
              options={events.map((event) => ({ value: event, label: eventWords(t, event) }))}
              placeholder={t('common.all')}
            />
          </Field>
          <Field name="from" label={t('journal.from')}>
            <DateInput />
          </Field>
          <Field name="to" label={t('journal.to')}>
            <DateInput />
          </Field>
        </FilterBar>
        <Entries />
        <Pager after={after} summary={rows.length > 0 && t('journal.shown', { n: rows.length })} />
      </PageBody>
    </>
  );
}

function Entries() {
  const t = useT();
  const format = useFormat();
  const { rows, names, filter } = useLoaderData<typeof loader>();
  if (!rows.length) {
    const filtered = Object.values(filter).some(Boolean);
    return (
      <div className="rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">
        <EmptyState icon={ScrollText} filtered={filtered} title={t('journal.empty')}>
          {t('journal.empty_hint')}
        </EmptyState>
      </div>
    );
  }
  return (
    <ol className="divide-y divide-line rounded-[10px] border border-line bg-surface shadow-card max-sm:rounded-2xl">
      {rows.map((row) => {
        const subject = names[row.subjectId];
        const account = row.accountId && row.accountId !== row.subjectId ? names[row.accountId] : undefined;
        return (
          <li key={row.id} className="flex gap-3 px-4 py-2.5">
            <Avatar name={row.actorName ?? '·'} />
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{row.actorName ?? t('journal.system')}</span>
                <span className="text-ink-2">{eventWords(t, row.event, row)}</span>
                {row.to && subject ? (
                  <Link
                    to={row.to}
                    className="min-w-0 truncate font-medium text-brand-ink hover:underline max-sm:flex max-sm:min-h-11 max-sm:items-center"
                  >
                    {subject}
                  </Link>
                ) : (
                  subject && <span className="min-w-0 truncate">{subject}</span>
                )}
                {account && <span className="min-w-0 truncate text-xs text-ink-3">{account}</span>}
                <time dateTime={row.at} className="num ml-auto shrink-0 text-xs text-ink-3">
                  {format.dateTime(row.at)}
                </time>
              </div>
              <div className="mt-1">
                <ChangeList entry={row} names={names} />
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
