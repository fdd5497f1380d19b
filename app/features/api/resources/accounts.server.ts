import * as z from 'zod';
import { accounts } from '#drizzle/schema';
import { id, integer, optionalLine } from '~/core/fields';
import { createAccount } from '~/features/accounts/commands/create.server';
import { deleteAccount, restoreAccount } from '~/features/accounts/commands/delete.server';
import { updateAccount } from '~/features/accounts/commands/update.server';
import { accountInput, newAccountInput, versionInput } from '~/features/accounts/input';
import { listAccounts } from '~/features/accounts/queries/list.server';
import { getAccount } from '~/features/accounts/queries.server';
import {
  accountKinds,
  accountSorts,
  fundingPatterns,
  grades,
  managementStyles,
  marketingNetworks,
  organisationForms,
} from '~/features/accounts/rules';
import { assignAccounts } from '~/features/assignments/commands/assign.server';
import { findMergedInto } from '~/features/duplicates/queries/merges.server';
import { oneFilter, ownerFilter, ownerOf, textFilter, unitFilter } from '../filters';
import { resource, write } from '../resource.server';
import { count, custom, fen, instant, uuid, word } from '../shapes';

const listed = z.object({
  id: uuid,
  name: z.string(),
  grade: word(grades),
  kind: word(accountKinds),
  industry: z.string().nullable(),
  regionCode: z.string().nullable(),
  creditCode: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  monthlyRevenueFen: fen.nullable(),
  lastVisitedAt: instant.nullable(),
  ownerId: uuid,
  ownerName: z.string().nullable(),
  unitName: z.string().nullable(),
  custom,
  createdAt: instant,
  updatedAt: instant,
});

const whole = listed.omit({ ownerName: true, unitName: true }).extend({
  shortName: z.string().nullable(),
  website: z.string().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  registeredCapitalFen: fen.nullable(),
  annualRevenueFen: fen.nullable(),
  headcount: count.nullable(),
  foundedYear: count.nullable(),
  fundingPattern: word(fundingPatterns).nullable(),
  organisationForm: word(organisationForms).nullable(),
  managementStyle: word(managementStyles).nullable(),
  marketingNetwork: word(marketingNetworks).nullable(),
  tailoringNote: z.string().nullable(),
  enterpriseId: uuid.nullable(),
  parentId: uuid.nullable(),
  unitId: count,
  externalKey: z.string().nullable(),
  version: count,
});

const reassignment = z.object({ ownerId: id, reason: optionalLine(200) });

export const accountResource = resource({
  name: 'accounts',
  permission: 'account.read',
  listed,
  whole,
  sorts: accountSorts,
  filters: z.object({
    q: textFilter,
    grade: oneFilter(grades),
    kind: oneFilter(accountKinds),
    section: z
      .string()
      .regex(/^[A-T]$/, 'error.choose')
      .optional(),
    region: z
      .string()
      .regex(/^\d{6}$/, 'error.choose')
      .optional(),
    owner: ownerFilter,
    unit: unitFilter,
    quietDays: integer(1, 9999).optional(),
  }),
  async list(ctx, { cursor, limit, sort, since, custom, q, grade, kind, section, region, owner, unit, quietDays }) {
    const filters = {
      q: q ?? null,
      grade: grade ?? null,
      kind: kind ?? null,
      section: section ?? null,
      region: region ?? null,
      owner: ownerOf(ctx, owner),
      unit: unit ?? null,
      quiet: quietDays ?? null,
      sort: sort as (typeof accountSorts)[number],
      since,
      custom,
    };
    const page = await listAccounts(ctx, filters, { after: cursor, limit });
    return { rows: page.rows, next: page.after };
  },
  customOf: 'accounts',
  binned: { table: accounts, account: accounts.id },
  get: getAccount,
  mergedInto: findMergedInto,
  create: write({ input: newAccountInput, run: (ctx, _id, input) => createAccount(ctx, input) }),
  update: write({ input: accountInput, given: ['version'], versioned: true, run: updateAccount }),
  remove: write({
    input: versionInput,
    given: ['version'],
    versioned: true,
    run: (ctx, account, { version }) => deleteAccount(ctx, account, version),
  }),
  verbs: {
    restore: write({ input: z.object({}), run: restoreAccount }),
    reassign: write({
      input: reassignment,
      run: (ctx, account, { ownerId, reason }) =>
        assignAccounts(ctx, { accountIds: [account], toIds: [ownerId], reason }),
    }),
  },
});
