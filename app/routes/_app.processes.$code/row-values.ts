import { type Criterion, partsOf } from '~/features/opportunities/criteria';

/** A line of the editor by the names of its controls. */
export type RowValues = Record<string, string | undefined>;

const yuan = (fen: number) => String(fen / 100);

function valuesOf(criterion: Criterion): RowValues {
  switch (criterion.kind) {
    case 'field':
      return { kind: 'field', present: criterion.field };
    case 'range': {
      const say = (value: number | null) =>
        value === null ? undefined : criterion.field.endsWith('Fen') ? yuan(value) : String(value);
      return { kind: 'range', range: criterion.field, min: say(criterion.min), max: say(criterion.max) };
    }
    case 'contact':
      return { kind: 'contact', role: criterion.role };
    case 'visit':
      return { kind: 'visit', days: String(criterion.days) };
    case 'document':
      return { kind: 'document', document: criterion.document };
    case 'certificate':
      return { kind: 'certificate', code: criterion.code };
    case 'evidence':
      return {
        kind: 'evidence',
        key: criterion.key,
        label: criterion.name ?? undefined,
        labelEn: criterion.nameEn ?? undefined,
        withNote: criterion.withNote ? 'on' : undefined,
        withFile: criterion.withFile ? 'on' : undefined,
      };
    case 'approval': {
      const [approver1, approver2, approver3] = criterion.roles;
      return { kind: 'approval', approver1, approver2, approver3, mode: criterion.mode };
    }
    case 'any':
    case 'all':
    case 'broken':
      return { kind: 'kept', raw: JSON.stringify(criterion) };
    default:
      return { kind: criterion.kind };
  }
}

/** More lines than anybody would read through; such a criterion is kept as it is. */
const mostLines = 16;

/** The ways to meet a criterion and what each takes, however deep it is nested. */
function waysOf(criterion: Criterion): Criterion[][] {
  if (criterion.kind === 'any') return criterion.of.flatMap(waysOf);
  if (criterion.kind !== 'all') return [[criterion]];
  return criterion.of
    .map(waysOf)
    .reduce<Criterion[][]>(
      (so, ways) => so.slice(0, mostLines).flatMap((way) => ways.map((more) => [...way, ...more])),
      [[]],
    );
}

/** The lines of a stage's criteria; ways to meet one follow each other by “or”, what a way takes by “with”. */
export const rowsOf = (criteria: Criterion[]): RowValues[] =>
  partsOf(criteria).flatMap((criterion): RowValues[] => {
    const ways = waysOf(criterion);
    if (ways.flat().length > mostLines) return [{ kind: 'kept', raw: JSON.stringify(criterion) }];
    return ways.flatMap((way, n) =>
      way.map((part, m) => ({ ...valuesOf(part), join: m > 0 ? 'with' : n > 0 ? 'or' : '' })),
    );
  });
