import type { Context } from '~/core/context.server';
import { wallClock } from '~/core/dates';
import type { Translate } from '~/core/message';
import { readCursor } from '~/core/paging';
import { inSnapshot } from '~/core/snapshot.server';
import type { Table, TableCell } from '~/core/table-file.server';
import { customExport } from '../custom-fields/export-columns.server';
import type { VisitFilter } from './filters';
import type { VisitForm } from './forms/rules';
import { answerWords, questionWords } from './forms/words';
import { formsOf } from './queries/forms.server';
import { type ListedVisit, listVisits } from './queries/list.server';
import { spokenOf } from './queries/text.server';
import { minutesOf } from './rules';

const pageRows = 1000;

async function* pagesOf(
  ctx: Context,
  filter: VisitFilter,
  cells: (visit: ListedVisit, form: VisitForm | null) => TableCell[],
) {
  const asked = { ...filter, spoken: await spokenOf(ctx, filter.q) };
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listVisits>> = await listVisits(ctx, asked, {
      after: readCursor(after),
      size: pageRows,
    });
    const formOf = await formsOf(ctx, page.rows);
    yield page.rows.map((visit) => cells(visit, formOf(visit)));
    after = page.after;
  } while (after);
}

/** The answers in one cell, each behind its question. */
function answersOf(t: Translate, { answers }: ListedVisit, form: VisitForm | null) {
  if (!form || !answers) return null;
  const pairs = form.questions.flatMap((question) => {
    const answer = answers[question.key];
    if (answer === undefined) return [];
    const { label } = questionWords(t, form, question);
    return [t('visit_form.pair', { label, answer: answerWords(t, form.version, answer) })];
  });
  return pairs.join(t('visit_form.separator'));
}

const clock = (at: Date | null) => at && wallClock(at);

/** Every visit the filter lets through, in the order of the list, for a file. */
export async function visitTable(ctx: Context, filter: VisitFilter, t: Translate): Promise<Table> {
  const own = await customExport(ctx, 'visits');
  const head = [
    t('visit.column.account'),
    t('visit.purpose'),
    t('visit.status'),
    t('visit.type'),
    t('visit.channel'),
    t('visit.planned_for'),
    t('visit.began'),
    t('visit.ended'),
    t('visit.column.minutes'),
    t('visit.column.distance'),
    t('visit.by'),
    t('visit.column.contacts'),
    t('visit.opportunity'),
    t('visit.column.note'),
    t('visit.satisfaction'),
    t('visit.next_step'),
    t('visit.next_step_on'),
    t('visit_form.column'),
    ...own.map(({ header }) => header),
  ];
  const cells = (visit: ListedVisit, form: VisitForm | null): TableCell[] => [
    visit.accountName,
    visit.purpose,
    t(`visit.status.${visit.status}`),
    t(`visit.type.${visit.type}`),
    t(`visit.channel.${visit.channel}`),
    clock(visit.plannedAt),
    clock(visit.startedAt),
    clock(visit.endedAt),
    minutesOf(visit),
    visit.distanceMetres === null ? null : Math.round(visit.distanceMetres),
    visit.ownerName,
    visit.contacts,
    visit.opportunityTitle,
    visit.note,
    visit.satisfaction,
    visit.nextStep,
    visit.nextStepOn,
    answersOf(t, visit, form),
    ...own.map(({ cell }) => cell(visit.custom)),
  ];
  return { fileName: 'visits', head, pages: inSnapshot(ctx, (ctx) => pagesOf(ctx, filter, cells)) };
}
