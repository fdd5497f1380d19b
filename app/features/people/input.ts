import * as z from 'zod';
import {
  choice,
  day,
  id,
  integer,
  line,
  optionalChoice,
  optionalDay,
  optionalLine,
  optionalPhone,
  version,
} from '~/core/fields';
import { roles, unitKinds } from './rules';

const unitId = integer(1, 2 ** 31 - 1);
const email = line(200).refine((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), 'error.email');

const person = z.object({
  name: line(50),
  email,
  phone: optionalPhone('error.phone'),
  employeeNo: optionalLine(40),
  title: optionalLine(80),
  unitId,
  joinedOn: optionalDay,
});

export const createPersonInput = person.extend({ id, role: choice(roles) });
export type CreatePersonInput = z.output<typeof createPersonInput>;

/** Left out, they stay; sent empty, there are none. The words are the catalogue's. */
const sellingLines = z.preprocess(
  (given) => (given === undefined ? undefined : [given].flat().filter((one) => one !== '')),
  z
    .array(z.string().regex(/^[a-z_]{1,30}$/))
    .max(20)
    .optional(),
);

export const updatePersonInput = person.extend({ version, sellingLines });
export type UpdatePersonInput = z.output<typeof updatePersonInput>;

export const leaveInput = z.object({ leftOn: day, version });
export const returnInput = z.object({ version });
export const grantInput = z.object({ role: choice(roles), unitId });
export const switchRoleInput = z.object({ role: choice(roles) });
export const sessionInput = z.object({ id });

export const addUnitInput = z.object({ parentId: unitId, kind: choice(unitKinds), name: line(80) });
export const renameUnitInput = z.object({ id: unitId, name: line(80), version });
export const moveUnitInput = z.object({ id: unitId, parentId: unitId, version });
export const placeUnitInput = z.object({ id: unitId, version });

/** The filters of the directory, as its address carries them; nonsense counts as nothing. */
export const peopleFilter = z.object({
  q: z.string().max(100).catch(''),
  unit: z.coerce.number().int().positive().optional().catch(undefined),
  role: optionalChoice(roles).catch(null),
  state: z.enum(['active', 'left', 'all']).catch('active'),
});
export type PeopleFilter = z.output<typeof peopleFilter>;
