import type { LoaderFunctionArgs } from '@remix-run/node';
import { type Context, requireContext } from '~/core/context.server';
import { today, wallClock } from '~/core/dates';
import { type Formatter, formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { requirePermission } from '~/core/permissions.server';
import { csvLine } from '~/core/table-file.server';
import { namesFor } from '~/features/accounts/journal-names.server';
import { eventWords, fieldWords, type Names, subjectWords, valueWords } from '~/features/people/change-words';
import { changesOf } from '~/features/people/changes';
import { type JournalRow, listJournal } from '~/features/people/journal.server';
import { type JournalFilter, journalFilter } from '~/features/people/journal-input';
import { translate } from '~/locales/translate.server';

const pageRows = 500;

/** Days and moments as every spreadsheet reads them. */
const forFile = (format: Formatter): Formatter => ({
  ...format,
  day: (value) => value.slice(0, 10),
  dateTime: (at) => wallClock(new Date(at)),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'journal.read');
  requirePermission(ctx.actor, 'export.run');
  const filter = journalFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const lines = csvOf(ctx, filter, translate(ctx.actor.locale), forFile(formatter(ctx.actor.locale)));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="journal-${today(ctx.now)}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}

/** One chunk of text per page, so that memory stays flat however long the journal is. */
async function* csvOf(ctx: Context, filter: JournalFilter, t: Translate, format: Formatter): AsyncGenerator<string> {
  const head = ['at', 'who', 'event', 'kind', 'subject', 'account', 'field', 'before', 'after'] as const;
  yield `\uFEFF${csvLine(head.map((column) => t(`journal.column.${column}`)))}`;
  let after: string | null = null;
  do {
    const page: { rows: JournalRow[]; after: string | null } = await listJournal(ctx, filter, after, pageRows);
    const names = await namesFor(ctx, page.rows);
    yield page.rows.flatMap((row) => linesOf(row, names, t, format)).join('');
    after = page.after;
  } while (after);
}

/** A line per changed field; an entry without one still gets its line. */
function linesOf(row: JournalRow, names: Names, t: Translate, format: Formatter) {
  const { subject } = row;
  const words = { t, format, names, subject };
  const lead = [
    format.dateTime(row.at),
    row.actorName ?? t('journal.system'),
    eventWords(t, row.event, row),
    subjectWords(t, subject),
    names[row.subjectId] ?? '',
    (row.accountId && names[row.accountId]) ?? '',
  ];
  const changes = changesOf(row);
  if (!changes.length) return [csvLine([...lead, '', '', ''])];
  return changes.map(({ field, before, after }) =>
    csvLine([
      ...lead,
      fieldWords(t, field, subject, format.locale),
      before === null ? '' : valueWords(words, field, before),
      after === null ? '' : valueWords(words, field, after),
    ]),
  );
}
