import { sql } from 'drizzle-orm';
import {
  accounts,
  assignments,
  attachments,
  commitments,
  competitorMoves,
  competitors,
  contacts,
  importRows,
  imports,
  interactions,
  journal,
  needs,
  opportunities,
  opportunityChanges,
  people,
  qualificationScores,
  qualifications,
  roleGrants,
  sites,
  tenants,
  units,
  visitAttendees,
  visitComments,
  visitConfirmations,
  visitInvitations,
  visits,
} from '#drizzle/schema';
import { addDays, today } from '~/core/dates';
import type { Db } from '~/core/db.server';
import { newId } from '~/core/ids';
import { nothingKnown } from '~/features/qualification/rules';
import { buildOffers } from './build-offers';
import type { Organisation } from './organisation';

/** What was written: the ids by place in the organisation. */
export type Built = {
  personIds: string[];
  unitIds: number[];
  tenantIds: number[];
  accountIds: string[];
  assignmentIds: { id: string; account: number; member: number }[];
  /** For each row of the organisation, its id in every table. */
  rowIds: Record<string, string>[];
  looseIds: Record<string, string>[];
};

/** Makes every index point at something: units at earlier units, teams without overlaps. */
export function settle(given: Organisation): Organisation {
  const [n, m, k] = [given.units.length, given.people.length, given.accounts.length];
  return {
    units: given.units.map((unit, i) => ({
      parent: i ? unit.parent % i : 0,
      beginsTenant: i === 0 || unit.beginsTenant,
    })),
    people: given.people.map((person) => ({
      unit: person.unit % n,
      grants: unique(
        person.grants.map((grant) => ({ role: grant.role, unit: grant.unit % n })),
        (grant) => `${grant.role} ${grant.unit}`,
      ),
    })),
    accounts: given.accounts.map((account) => ({
      unit: account.unit % n,
      owner: account.owner % m,
      team: unique(
        account.team.map((member) => ({ ...member, person: member.person % m })),
        (member) => (member.role === 'primary' ? 'primary' : `${member.role} ${member.person}`),
      ),
    })),
    rows: given.rows.map((row) => ({ account: row.account % k, owner: row.owner % m })),
    loose: given.loose.map((row) => ({ unit: row.unit % n, owner: row.owner % m })),
  };
}

const unique = <T>(list: T[], key: (item: T) => string) => [...new Map(list.map((item) => [key(item), item])).values()];

/** Writes the organisation as the owner, in bulk. */
export async function build(db: Db, organisation: Organisation, now: Date): Promise<Built> {
  const tag = newId().slice(-12);
  const tenantOf: number[] = [];
  for (const [i, unit] of organisation.units.entries()) tenantOf[i] = unit.beginsTenant ? i : tenantOf[unit.parent]!;
  const starts = [...new Set(tenantOf)];
  const tenantRows = await db
    .insert(tenants)
    .values(starts.map((i) => ({ code: `${tag}-${i}`, name: '公司' })))
    .returning({ id: tenants.id, code: tenants.code });
  const tenantId = new Map(tenantRows.map((row) => [Number(row.code.split('-')[1]), row.id]));
  const tenantIds = tenantOf.map((start) => tenantId.get(start)!);
  const reserved = await db.execute<{ id: number }>(
    sql`select nextval(pg_get_serial_sequence('units', 'id'))::int as id from generate_series(1, ${tenantOf.length})`,
  );
  const unitIds = [...reserved].map((row) => row.id);
  await db.insert(units).values(
    organisation.units.map((unit, i) => ({
      id: unitIds[i]!,
      tenantId: tenantIds[i]!,
      parentId: i ? unitIds[unit.parent]! : null,
      name: '单位',
      kind: 'team' as const,
    })),
  );
  for (const start of starts)
    await db
      .update(tenants)
      .set({ rootUnitId: unitIds[start]! })
      .where(sql`id = ${tenantId.get(start)}`);

  const personIds = organisation.people.map(() => newId());
  await db.insert(people).values(
    organisation.people.map(({ unit }, i) => ({
      id: personIds[i]!,
      tenantId: tenantIds[unit]!,
      unitId: unitIds[unit]!,
      name: '员工',
    })),
  );
  await db
    .insert(roleGrants)
    .values(
      organisation.people.flatMap(({ grants }, i) =>
        grants.map(({ role, unit }) => ({ personId: personIds[i]!, role, unitId: unitIds[unit]! })),
      ),
    );

  const at = (unit: number, owner: number) => ({
    tenantId: tenantIds[unit]!,
    unitId: unitIds[unit]!,
    ownerId: personIds[owner]!,
    id: newId(),
  });
  const accountRows = organisation.accounts.map((account) => ({
    ...at(account.unit, account.owner),
    name: '客户',
    kind: 'private' as const,
  }));
  await db.insert(accounts).values(accountRows);
  const accountIds = accountRows.map((row) => row.id);
  const day = today(now);
  const team = organisation.accounts.flatMap((account, i) =>
    account.team.map(({ person, role, span }) => ({
      ...at(account.unit, person),
      accountId: accountIds[i]!,
      role,
      during: `[${addDays(day, span.from)},${span.to === null ? '' : addDays(day, span.to)})`,
      account: i,
      member: person,
    })),
  );
  if (team.length) await db.insert(assignments).values(team.map(({ account: _, member: __, ...row }) => row));

  const child = organisation.rows.map((row) => () => ({
    ...at(organisation.accounts[row.account]!.unit, row.owner),
    accountId: accountIds[row.account]!,
  }));
  const rowIds: Record<string, string>[] = child.map(() => ({}));
  const keep = <T extends { id: string }>(table: string, list: T[]) => {
    for (const [i, row] of list.entries()) rowIds[i]![table] = row.id;
    return list;
  };
  const each = <T>(table: string, more: (i: number) => T) =>
    keep(
      table,
      child.map((make, i) => ({ ...make(), ...more(i) })),
    );
  const instant = { stageEnteredAt: now, lastActivityAt: now };
  await db.insert(sites).values(each('sites', () => ({ name: '站点' })));
  await db.insert(contacts).values(each('contacts', () => ({ name: '联系人' })));
  await db.insert(opportunities).values(
    each('opportunities', () => ({
      title: '商机',
      pipelineId: 1,
      stageId: 1,
      stageType: 'open' as const,
      probability: 10,
      ...instant,
    })),
  );
  await db.insert(opportunityChanges).values(
    each('opportunity_changes', (i) => ({
      opportunityId: rowIds[i]!.opportunities!,
      kind: 'created' as const,
      at: now,
    })),
  );
  await db
    .insert(qualifications)
    .values(each('qualifications', (i) => ({ opportunityId: rowIds[i]!.opportunities!, proposed: 'go' as const })));
  await db.insert(qualificationScores).values(
    each('qualification_scores', (i) => ({
      opportunityId: rowIds[i]!.opportunities!,
      at: now,
      facts: nothingKnown,
      proposed: 'go' as const,
      proven: 0,
      expected: 2,
      probability: 10,
    })),
  );
  await db.insert(visits).values(each('visits', () => ({ purpose: '拜访', plannedAt: now })));
  await db
    .insert(visitAttendees)
    .values(each('visit_attendees', (i) => ({ visitId: rowIds[i]!.visits!, contactId: rowIds[i]!.contacts! })));
  await db.insert(visitComments).values(
    each('visit_comments', (i) => ({
      visitId: rowIds[i]!.visits!,
      authorId: personIds[organisation.rows[i]!.owner]!,
      text: '点评',
    })),
  );
  await db.insert(needs).values(each('needs', () => ({ kind: 'explicit' as const, text: '需求' })));
  const competitorId = newId();
  await db.insert(competitors).values({ id: competitorId, name: `对手-${competitorId}` });
  await db
    .insert(competitorMoves)
    .values(each('competitor_moves', () => ({ competitorId, kind: 'trial' as const, seenAt: now })));
  await db
    .insert(interactions)
    .values(each('interactions', () => ({ channel: 'phone' as const, at: now, text: '来电' })));
  await db.insert(commitments).values(each('commitments', () => ({ text: '承诺', dueOn: day })));
  const content = { mime: 'image/jpeg', bytes: 1, sha256: 'a'.repeat(64), name: 'a.jpg' };
  await db.insert(attachments).values(
    each('attachments', (i) => ({
      ...content,
      visitId: rowIds[i]!.visits!,
      kind: 'photo' as const,
      addedBy: personIds[0]!,
    })),
  );
  await db.insert(visitConfirmations).values(
    each('visit_confirmations', (i) => ({
      visitId: rowIds[i]!.visits!,
      tokenHash: 'a',
      codeHash: 'b',
      expiresAt: now,
    })),
  );
  await db.insert(visitInvitations).values(
    each('visit_invitations', (i) => ({
      visitId: rowIds[i]!.visits!,
      contactId: rowIds[i]!.contacts!,
      address: 'guest@example.com',
      title: '会面',
      startsAt: now,
      minutes: 60,
      sequence: 0,
    })),
  );
  await db
    .insert(journal)
    .values(
      each('journal', (i) => ({ at: now, event: 'visit.planned', subject: 'visit', subjectId: rowIds[i]!.visits! })),
    );

  await buildOffers(db, each, rowIds, personIds[0]!, now);

  const looseRows = organisation.loose.map(({ unit, owner }) => at(unit, owner));
  await db.insert(imports).values(
    looseRows.map((row) => ({
      ...row,
      kind: 'accounts' as const,
      fileName: 'a.csv',
      storedAs: 'a',
      fileBytes: 1,
      fileHash: 'a',
    })),
  );
  const lines = looseRows.map((row) => ({
    ...row,
    id: newId(),
    importId: row.id,
    rowNumber: 1,
    outcome: 'created' as const,
  }));
  await db.insert(importRows).values(lines);
  return {
    personIds,
    unitIds,
    tenantIds,
    accountIds,
    assignmentIds: team.map(({ id, account, member }) => ({ id, account, member })),
    rowIds,
    looseIds: looseRows.map((row, i) => ({ imports: row.id, import_rows: lines[i]!.id })),
  };
}
