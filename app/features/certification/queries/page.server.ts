import type { Context } from '~/core/context.server';
import { listUnits } from '~/features/people/queries/units.server';
import { type Role, roles } from '~/features/people/rules';
import { readLetter } from '../matrix';
import { type Standing, standings } from '../rules';
import { getMatrix } from './matrix.server';

/** Units of the company the actor may narrow to, with all below each. */
async function unitsBelow(ctx: Context, company: number) {
  const all = (await listUnits(ctx)).filter(({ tenantId }) => tenantId === company);
  const below = (id: number): number[] => [
    id,
    ...all.filter(({ parentId }) => parentId === id).flatMap((unit) => below(unit.id)),
  ];
  return { all, below };
}

/** The matrix of a company as its address asks for it: unit, role, state and name. */
export async function readMatrix(ctx: Context, company: number, params: URLSearchParams) {
  const { all, below } = await unitsBelow(ctx, company);
  const unit = all.find(({ id }) => String(id) === params.get('unit')) ?? null;
  const role = roles.find((one) => one === params.get('role')) ?? (null as Role | null);
  const state = standings.find((one) => one === params.get('state')) ?? (null as Standing | null);
  const q = (params.get('q') ?? '').trim().slice(0, 50);
  const matrix = await getMatrix(ctx, company, { unitIds: unit ? below(unit.id) : null, role, q });
  const rows = state
    ? matrix.rows.filter(({ cells }) => [...cells].some((letter) => readLetter(letter) === state))
    : matrix.rows;
  return {
    matrix: { ...matrix, rows },
    filter: { unit: unit ? { id: unit.id, name: unit.name } : null, role, state, q },
    units: all.map(({ id, name, kind }) => ({ id, name, kind })),
  };
}
