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

const isPlain = ({ kind }: Criterion) => kind !== 'any' && kind !== 'all';

/** The lines of a stage's criteria; alternatives follow each other, joined by “or”. */
export const rowsOf = (criteria: Criterion[]): RowValues[] =>
  partsOf(criteria).flatMap((criterion) =>
    criterion.kind === 'any' && criterion.of.every(isPlain)
      ? criterion.of.map((one, n) => ({ ...valuesOf(one), isOr: n > 0 ? '1' : '' }))
      : [valuesOf(criterion)],
  );
