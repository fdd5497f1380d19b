import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  type ChangeKind,
  type CloseReason,
  changeKinds,
  closeReasons,
  type Evidence,
  type Judgement,
  judgements,
  type OpportunitySource,
  type StageType,
  sources,
  stageTypes,
} from '~/features/opportunities/rules';
import { accounts } from './accounts';
import { custom, day, edited, fen, id, instant, oneOf, owned, word } from './columns';
import { competitors, offerings } from './offerings';
import { pipelines, stages } from './pipelines';

export const opportunities = pgTable(
  'opportunities',
  {
    ...owned,
    ...edited,
    accountId: id(),
    title: text().notNull(),
    search: text().notNull().default(''),
    pipelineId: integer()
      .notNull()
      .references(() => pipelines.id),
    stageId: integer()
      .notNull()
      .references(() => stages.id),
    /** Copies of the stage's type, so that indexes and totals need no join. */
    stageType: word<StageType>().notNull(),
    stageEnteredAt: instant().notNull(),
    offeringId: uuid().references(() => offerings.id),
    source: word<OpportunitySource>().notNull().default('manager'),
    oneOffFen: fen().notNull().default(0),
    monthlyFen: fen().notNull().default(0),
    months: integer().notNull().default(0),
    /** Total contract value. */
    totalFen: bigint({ mode: 'number' }).notNull().generatedAlwaysAs(sql`one_off_fen + monthly_fen * months`),
    /** Percent, the manager's own estimate; starts as the stage's. */
    probability: integer().notNull(),
    expectedCloseOn: day(),
    closedOn: day(),
    closeReason: word<CloseReason>(),
    closeNote: text(),
    /** The second level of the reason. */
    closeDetail: text(),
    /** How much dearer than the winner (the runner-up, when won) we were, in 分 and in hundredths of a per cent. */
    priceGapFen: fen(),
    priceGapBp: integer(),
    /** What we would do again, or not. */
    doAgain: text(),
    /** When a lost deal is worth another try. */
    retryOn: day(),
    competitorId: uuid().references(() => competitors.id),
    evidence: jsonb().$type<Evidence>().notNull().default({}),
    custom: custom(),
    /** How it was judged worth pursuing; a copy of its qualification's, kept by a trigger. */
    qualification: word<Judgement>(),
    nextStep: text(),
    nextStepOn: day(),
    lastActivityAt: instant().notNull(),
    /** How often the expected close date was moved to a later day. */
    slips: integer().notNull().default(0),
    externalKey: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'opportunities_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    uniqueIndex('opportunities_external_key')
      .on(t.tenantId, t.externalKey)
      .where(sql`${t.externalKey} is not null and ${t.deletedAt} is null`),
    index('opportunities_account_owner').on(t.tenantId, t.accountId, t.unitId, t.ownerId),
    // one index per scope (mine, my unit's, my tenant's, everybody's) × sort the lists and boards offer
    index('opportunities_owner')
      .on(t.ownerId, t.updatedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    index('opportunities_owner_stage')
      .on(t.ownerId, t.stageId, t.totalFen.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    index('opportunities_unit').on(t.unitId, t.updatedAt.desc().nullsFirst(), t.id).where(sql`${t.deletedAt} is null`),
    index('opportunities_unit_stage')
      .on(t.unitId, t.stageId, t.totalFen.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    index('opportunities_tenant')
      .on(t.tenantId, t.updatedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    index('opportunities_tenant_stage')
      .on(t.tenantId, t.stageId, t.totalFen.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    index('opportunities_tenant_close').on(t.tenantId, t.expectedCloseOn, t.id).where(sql`${t.deletedAt} is null`),
    index('opportunities_unit_close').on(t.unitId, t.expectedCloseOn, t.id).where(sql`${t.deletedAt} is null`),
    index('opportunities_owner_close').on(t.ownerId, t.expectedCloseOn, t.id).where(sql`${t.deletedAt} is null`),
    index('opportunities_tenant_total')
      .on(t.tenantId, t.totalFen.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    index('opportunities_unit_total')
      .on(t.unitId, t.totalFen.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    index('opportunities_owner_total')
      .on(t.ownerId, t.totalFen.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    // with all that the wall asks for, so that counting the quiet ones reads the index alone
    index('opportunities_quiet')
      .on(t.tenantId, t.stageId, t.lastActivityAt, t.unitId, t.ownerId, t.accountId)
      .where(sql`${t.deletedAt} is null and ${t.stageType} = 'open'`),
    index('opportunities_unit_quiet')
      .on(t.unitId, t.stageId, t.lastActivityAt)
      .where(sql`${t.deletedAt} is null and ${t.stageType} = 'open'`),
    ...(['tenantId', 'unitId', 'ownerId'] as const).map((whose) =>
      index(`opportunities_${whose.slice(0, -2)}_closed`)
        .on(t[whose], t.closedOn, t.id)
        .where(sql`${t.deletedAt} is null and ${t.closedOn} is not null`),
    ),
    // with all that the analysis of wins and losses groups by
    index('opportunities_ended')
      .on(
        t.tenantId,
        t.closedOn,
        t.stageType,
        t.closeReason,
        t.closeDetail,
        t.competitorId,
        t.offeringId,
        t.accountId,
        t.unitId,
        t.ownerId,
        t.totalFen,
      )
      .where(sql`${t.deletedAt} is null and ${t.closedOn} is not null`),
    ...(['tenantId', 'unitId', 'ownerId'] as const).map((whose) =>
      index(`opportunities_${whose.slice(0, -2)}_retry`)
        .on(t[whose], t.retryOn, t.id)
        .where(sql`${t.deletedAt} is null and ${t.retryOn} is not null`),
    ),
    // few are judged, so a filter by it finds them without reading past the others
    ...(['tenantId', 'unitId', 'ownerId'] as const).map((whose) =>
      index(`opportunities_${whose.slice(0, -2)}_qualified`)
        .on(t[whose], t.qualification, t.updatedAt.desc().nullsFirst(), t.id)
        .where(sql`${t.deletedAt} is null and ${t.qualification} is not null`),
    ),
    // which deals are about an offering: its figures, and whom its end concerns
    index('opportunities_offering')
      .on(t.offeringId, t.tenantId, t.stageType, t.closedOn, t.totalFen)
      .where(sql`${t.deletedAt} is null and ${t.offeringId} is not null`),
    index('opportunities_search').using('gin', t.tenantId, sql`${t.search} gin_trgm_ops`).with({ fastupdate: 'off' }),
    index('opportunities_deleted').on(t.tenantId, t.deletedAt).where(sql`${t.deletedAt} is not null`),
    index('opportunities_import').on(t.tenantId, t.importId).where(sql`${t.importId} is not null`),
    oneOf('opportunities_stage_type', t.stageType, stageTypes),
    oneOf('opportunities_close_reason', t.closeReason, closeReasons),
    oneOf('opportunities_source', t.source, sources),
    oneOf('opportunities_qualification', t.qualification, judgements),
    check('opportunities_amounts', sql`${t.oneOffFen} >= 0 and ${t.monthlyFen} >= 0 and ${t.months} between 0 and 600`),
    check('opportunities_probability', sql`${t.probability} between 0 and 100`),
    check('opportunities_closed', sql`(${t.stageType} in ('won', 'lost')) = (${t.closedOn} is not null)`),
  ],
);

/** Each move, change of amount, date or owner, with both values: stage history and the source of the review. Append-only. */
export const opportunityChanges = pgTable(
  'opportunity_changes',
  {
    ...owned,
    accountId: id(),
    opportunityId: id(),
    kind: word<ChangeKind>().notNull(),
    at: instant().notNull(),
    byId: uuid(),
    fromStageId: integer(),
    toStageId: integer(),
    fromTotalFen: fen(),
    toTotalFen: fen(),
    fromCloseOn: day(),
    toCloseOn: day(),
    fromOwnerId: uuid(),
    toOwnerId: uuid(),
    note: text(),
    /** What it does to the open pipeline, as a review groups it (set by a trigger); null when nothing. */
    effect: text(),
    /** Of a move: what the deal had in the columns it changed, for whoever takes it back at once. */
    former: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'opportunity_changes_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'opportunity_changes_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }).onDelete('cascade'),
    index('opportunity_changes_opportunity').on(t.tenantId, t.opportunityId, t.at),
    index('opportunity_changes_account').on(t.tenantId, t.accountId, t.unitId),
    index('opportunity_changes_unit').on(t.unitId, t.at),
    index('opportunity_changes_owner').on(t.ownerId, t.at),
    index('opportunity_changes_tenant').on(t.tenantId, t.at),
    index('opportunity_changes_effect').on(t.tenantId, t.effect, t.at).where(sql`${t.effect} is not null`),
    // those that do not say what the deal was worth
    index('opportunity_changes_unsaid')
      .on(t.tenantId, t.at)
      .where(
        sql`${t.effect} is not null and ${t.kind} <> 'amount' and ${t.toTotalFen} is null and ${t.fromTotalFen} is null`,
      ),
    oneOf('opportunity_changes_kind', t.kind, changeKinds),
  ],
);
