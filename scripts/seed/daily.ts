import type { competitors } from '#drizzle/schema';
import type { Company } from './company';
import { makeCalls } from './daily/calls';
import { check, confirm } from './daily/checks';
import { askAboutDeals } from './daily/deal-talk';
import { proposeOne } from './daily/proposal';
import { answerForms, makeMoves } from './daily/reports';
import { makeTalk } from './daily/talk';
import type { Demo } from './demo';
import type { Field, Fieldwork } from './fieldwork/fieldwork';

type Made = {
  company: Company;
  competitors: (typeof competitors.$inferInsert)[];
  fields: Field[];
  fieldwork: Fieldwork;
};

/** What people do around their visits day by day; adds to the visits what their checks, forms and customers say. */
export function makeDaily(demo: Demo, { company, competitors, fields, fieldwork }: Made) {
  const { visits } = fieldwork;
  const customers = new Map(fields.map((field) => [field.customer.row.id, field]));
  for (const visit of visits) {
    check(demo, visit, customers.get(visit.accountId));
    answerForms(demo, visit);
  }
  confirm(demo, company, fieldwork);
  const talk = makeTalk(demo, company, fieldwork);
  return {
    moves: makeMoves(demo, visits, competitors),
    interactions: fields.flatMap((field) => makeCalls(demo, field)),
    proposed: proposeOne(demo, company.one('manager'), fields, visits),
    ...talk,
    comments: [...talk.comments, ...askAboutDeals(demo, company, fields)],
  };
}
