import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import type { ReferralStep } from '../rules';

const most = 20;

type Row = {
  id: string;
  company: string;
  contact_name: string;
  phone: string;
  need: string;
  created_at: string;
  is_known: boolean;
  is_over: boolean;
  answer: string | null;
  accepted_at: string | null;
  visiting_at: string | null;
  quoted_at: string | null;
  won_at: string | null;
  line: string | null;
  has_card: boolean;
};

export type Referral = {
  id: string;
  company: string;
  contactName: string;
  phone: string;
  need: string;
  isKnown: boolean;
  isOver: boolean;
  answer: string | null;
  line: string | null;
  hasCard: boolean;
  step: ReferralStep;
  /** When each step was reached, as far as it was. */
  reached: Partial<Record<ReferralStep, Date>>;
};

function readRow(row: Row): Referral {
  const at = (text: string | null) => (text ? new Date(text) : undefined);
  const reached: Referral['reached'] = {
    received: new Date(row.created_at),
    accepted: at(row.accepted_at),
    visiting: at(row.visiting_at),
    quoted: at(row.quoted_at),
    won: at(row.won_at),
  };
  const step = row.won_at
    ? 'won'
    : row.quoted_at
      ? 'quoted'
      : row.visiting_at
        ? 'visiting'
        : row.accepted_at
          ? 'accepted'
          : 'received';
  const { id, company, phone, need, answer, line } = row;
  return {
    id,
    company,
    phone,
    need,
    answer,
    line,
    hasCard: row.has_card,
    contactName: row.contact_name,
    isKnown: row.is_known,
    isOver: row.is_over,
    step,
    reached,
  };
}

const read = async (ctx: Context, one: string | null, after: Cursor | null, limit: number) => [
  ...(await ctx.db.execute<Row & { at_exact: string }>(sql`
    select r.*, r.created_at::text as at_exact from app.my_referrals(${one}::uuid, ${after ? String(after.value) : null}::timestamptz,
      ${after?.id ?? null}::uuid, ${limit}::integer) r`)),
];

/** What this person has given, the latest first. */
export async function listReferrals(ctx: Context, after: Cursor | null) {
  const rows = await read(ctx, null, after, most + 1);
  const last = rows[most - 1];
  return {
    rows: rows.slice(0, most).map(readRow),
    after: rows.length > most && last ? writeCursor({ value: last.at_exact, id: last.id }) : null,
  };
}

export async function getReferral(ctx: Context, id: string): Promise<Referral> {
  const [row] = isId(id) ? await read(ctx, id, null, 1) : [];
  if (!row) throw notFound();
  return readRow(row);
}
