import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { type Result, refused } from '~/core/result';
import { setAccountFact, setOwnFields } from '../accounts/commands/update.server';
import type { AccountFact } from '../accounts/rules';
import { listFields } from '../custom-fields/queries.server';
import { correctLead } from '../leads/commands/correct.server';
import { lockLead } from '../leads/queries/lead.server';
import { updateLocked } from '../opportunities/commands/update.server';
import { setVisitFields } from '../visits/commands/change.server';
import { lockDeal } from './deal.server';
import { ownValue } from './own-value.server';
import type { RuleRecord } from './records.server';
import { entityOf } from './rules';
import { readSet } from './settable';

const unreadable = refused('automation.value_unknown');

/** A company's own field, by the command that writes it for people. */
async function setOwn(ctx: Context, record: RuleRecord, key: string, typed: string): Promise<Result<unknown>> {
  const { id, version, tenantId, subject } = record;
  const entity = entityOf[subject];
  const fields = entity ? await listFields(ctx, tenantId, entity) : [];
  const field = fields.find((one) => one.key === key && !one.retiredAt);
  const value = field && ownValue(field, typed);
  if (value === undefined) return unreadable;
  // a form says yes and no, and whole fen come as a number
  const custom = { [key]: value };
  if (subject === 'account') return setOwnFields(ctx, id, { version, custom });
  if (subject === 'visit') return setVisitFields(ctx, id, { version, custom });
  const deal = await lockDeal(ctx, tenantId, id);
  return deal ? updateLocked(ctx, deal, { custom }, false) : unreadable;
}

/** Writes one field of a locked record, by the commands people use. */
export async function setField(
  ctx: Context,
  record: RuleRecord,
  name: string,
  typed: string,
): Promise<Result<unknown>> {
  if (name.startsWith('own:')) return setOwn(ctx, record, name.slice(4), typed);
  const { id, version, subject, tenantId } = record;
  const value = readSet(subject, name, typed);
  if (value === undefined) return unreadable;
  if (subject === 'account')
    return setAccountFact(ctx, id, { field: name as AccountFact, value: String(value), version });
  if (subject === 'lead') {
    const lead = await lockLead(ctx, id);
    return correctLead(ctx, id, { ...said(lead), [name]: value, version });
  }
  const deal = await lockDeal(ctx, tenantId, id);
  if (!deal) return unreadable;
  const patch =
    name === 'expectedCloseOn' ? { expectedCloseOn: addDays(today(ctx.now), Number(value)) } : { [name]: value };
  return updateLocked(ctx, deal, patch, false);
}

type Lead = Awaited<ReturnType<typeof lockLead>>;
const said = ({ company, contactName, phone, need, creditCode, regionCode, industry, line }: Lead) => ({
  ...{ company, contactName, phone, need, creditCode, regionCode, industry },
  line: line as Parameters<typeof correctLead>[2]['line'],
});
