import { isSlip, nameKey } from './near';
import { once, type Plan } from './plan.server';
import { addProblem, ask, type Choice, type Row, shorten } from './row';
import { leftRejected, undecided } from './rules';

type Named = { id: string | number; names: (string | null)[]; keys: string[]; label: string };
type Found = { id: string } | { problem: string } | { near: boolean; choices: Choice[] };

const choice = ({ id, label }: Named): Choice => ({ id: String(id), label });

/** One of a short list by exact name or code; else what it nearly is; else, when `closed`, all of the list to choose from. */
function search(list: Named[], text: string, problem: string, closed: boolean): Found {
  const exact = list.filter(({ names }) => names.some((name) => name !== null && name === text));
  if (exact.length === 1) return { id: String(exact[0]!.id) };
  if (exact.length > 1) return { near: true, choices: exact.map(choice) };
  const key = nameKey(text);
  const folded = list.filter(({ keys }) => keys.includes(key));
  const near = folded.length ? folded : list.filter(({ keys }) => keys.some((name) => isSlip(name, key)));
  if (near.length) return { near: true, choices: near.slice(0, 20).map(choice) };
  return closed ? { near: false, choices: list.slice(0, 50).map(choice) } : { problem };
}

const named = (id: string | number, label: string, ...names: (string | null)[]): Named => ({
  id,
  label,
  names,
  keys: names.map((name) => nameKey(name ?? '')).filter(Boolean),
});
const lists = {
  person: (plan: Plan) => plan.people.map((p) => named(p.id, personLabel(p), p.name, p.email, p.employeeNo)),
  offering: (plan: Plan) => plan.offerings.map((o) => named(o.id, o.name, o.code, o.name, o.nameEn)),
  stage: (plan: Plan) => plan.stages.map((s) => named(s.id, s.name, s.code, s.name, s.nameEn)),
  unit: (plan: Plan) => plan.units.map((u) => named(u.id, u.name, u.name)),
  enterprise: (plan: Plan) => plan.enterprises.map((e) => named(e.id, e.name, e.name, e.shortName, e.creditCode)),
  competitor: (plan: Plan) => plan.competitors.map((c) => named(c.id, c.name, c.name)),
};
export type ListName = keyof typeof lists;
const listOf = (plan: Plan, list: ListName) => once(plan, 'list', list, () => lists[list](plan));

const personLabel = (person: { name: string; email: string | null }) =>
  person.email ? `${person.name} (${person.email})` : person.name;

/** Case and width do not matter for stages and e-mail addresses: nobody means two things by them. */
function find(plan: Plan, list: ListName, text: string): Found {
  return once(plan, `ref:${list}`, text, () => {
    const all = listOf(plan, list);
    const found = search(all, text, `imports.problem.${list}`, list === 'stage');
    if ('choices' in found && found.near && (list === 'stage' || text.includes('@'))) {
      const folded = all.filter(({ keys }) => keys.includes(nameKey(text)));
      if (folded.length === 1) return { id: String(folded[0]!.id) };
    }
    return found;
  });
}

/** What a person answered for a text; undefined when nobody did. */
export function answered(plan: Plan, row: Row, field: string, text: string): string | null | undefined {
  const answer = plan.answers[field]?.[shorten(text)];
  if (answer === undefined || answer === undecided) return undefined;
  if (answer === leftRejected) addProblem(row, field, 'imports.problem.left', text);
  return answer;
}

/** A group nobody has named yet is made with the row, as by hand. */
function nameNew(row: Row, text: string) {
  if (text.length > 120) addProblem(row, 'enterprise', 'error.too_long', text);
  else row.refs.newEnterprise = text;
}

/** Resolves the references of a row that point into short lists. */
export function resolveShort(plan: Plan, row: Row) {
  for (const { name, cell } of plan.fields) {
    const text = row.texts[name];
    if (cell.type !== 'reference' || text === undefined || !(cell.to in lists)) continue;
    const list = cell.to as ListName;
    const answer = answered(plan, row, name, text);
    if (answer === leftRejected) continue;
    if (answer && listOf(plan, list).some(({ id }) => String(id) === answer)) {
      row.refs[name] = answer;
      continue;
    }
    const found = find(plan, list, text);
    const isNew = answer === null || 'problem' in found;
    if (list === 'enterprise' && isNew) nameNew(row, text);
    else if ('id' in found) row.refs[name] = found.id;
    else if ('problem' in found) addProblem(row, name, found.problem, text);
    else ask(row, { field: name, text: shorten(text), ...found }, `imports.problem.${list}`);
  }
}
