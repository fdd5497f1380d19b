import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import {
  type Format,
  formats,
  type Outcome,
  outcomes,
  type PauseReason,
  pauseReasons,
  type Rhythm,
  rhythms,
} from '~/features/exports/rules';
import type { Role } from '~/features/people/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { people } from './people';

/** A saved view whose list a person gets as a file again and again, with the rights of that role at that time. */
export const exportSchedules = pgTable(
  'export_schedules',
  {
    tenantId: tenantId(),
    id: id(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    role: word<Role>().notNull(),
    viewId: id(),
    /** Of the view, for when that is gone. */
    page: word<'opportunities' | 'accounts' | 'visits'>().notNull(),
    name: text().notNull(),
    rhythm: word<Rhythm>().notNull(),
    weekday: integer(),
    monthDay: integer(),
    hour: integer().notNull(),
    format: word<Format>().notNull(),
    nextAt: instant().notNull(),
    pausedReason: word<PauseReason>(),
    lastAt: instant(),
    lastOutcome: word<Outcome>(),
    lastRows: integer(),
    /** Whoever makes the file now is let alone until then. */
    takenUntil: instant(),
    attempts: integer().notNull().default(0),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('export_schedules_owner').on(t.ownerId),
    index('export_schedules_due').on(t.nextAt).where(sql`${t.pausedReason} is null and ${t.deletedAt} is null`),
    oneOf('export_schedules_rhythm', t.rhythm, rhythms),
    oneOf('export_schedules_format', t.format, formats),
    oneOf('export_schedules_paused', t.pausedReason, pauseReasons),
    oneOf('export_schedules_outcome', t.lastOutcome, outcomes),
  ],
);

/** A file that a schedule has made; it lies under its id, for two weeks. One for each time. */
export const exportFiles = pgTable(
  'export_files',
  {
    tenantId: tenantId(),
    id: id(),
    scheduleId: id(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    page: word<'opportunities' | 'accounts' | 'visits'>().notNull(),
    name: text().notNull(),
    format: word<Format>().notNull(),
    dueAt: instant().notNull(),
    rows: integer().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'export_files_schedule',
      columns: [t.tenantId, t.scheduleId],
      foreignColumns: [exportSchedules.tenantId, exportSchedules.id],
    }),
    unique('export_files_once').on(t.tenantId, t.scheduleId, t.dueAt),
    index('export_files_owner').on(t.ownerId),
    index('export_files_age').on(t.madeAt),
    oneOf('export_files_format', t.format, formats),
  ],
);
