import { and, eq } from 'drizzle-orm';
import { automationFirings, journal } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { can } from '~/core/permissions';
import { inReach } from '~/core/scope.server';
import { journalInReach } from '~/features/people/history.server';
import { subjectOfEvent } from '~/features/webhooks/rules';
import type { Happened } from '~/features/webhooks/send.server';
import { resources } from './registry.server';
import type { ResourceName } from './rules';
import { shown } from './write.server';

const kinds: Record<string, ResourceName> = {
  account: 'accounts',
  contact: 'contacts',
  opportunity: 'opportunities',
  visit: 'visits',
  interaction: 'interactions',
  commitment: 'commitments',
  lead: 'leads',
  quote: 'quotes',
  contract: 'contracts',
};

/** The record as the interface shows it to whom the webhook acts for, now; null when they may not know of the event. */
export async function composeEvent(ctx: Context, happened: Happened) {
  if ('ruleId' in happened) return composeFiring(ctx, happened);
  const { tenantId, journalId, event, subjectId } = happened;
  const kind = kinds[subjectOfEvent(event)];
  if (!kind) return null;
  const resource = resources[kind];
  const [entry] = await ctx.db
    .select({ after: journal.after, actorId: journal.actorId })
    .from(journal)
    .where(and(eq(journal.tenantId, tenantId), eq(journal.id, journalId), journalInReach(ctx)));
  if (!entry || !can(ctx.actor, resource.permission)) return null;
  const fields = Object.keys(resource.whole.shape);
  const isGone = event.endsWith('.deleted');
  const record = isGone ? null : await shown(ctx, resource, subjectId);
  const mergedInto = isGone ? await resource.mergedInto?.(ctx, subjectId) : null;
  return {
    kind,
    id: subjectId,
    actorId: entry.actorId,
    // of a company's own fields the journal names each, the record holds them under one
    changed: [...new Set(Object.keys(entry.after ?? {}).map((name) => name.replace(/^custom\..*/, 'custom')))].filter(
      (name) => fields.includes(name),
    ),
    record: record?.body ?? null,
    ...(mergedInto && { mergedInto }),
  };
}

/** The record a rule points at; null when whom the webhook acts for does not see it. */
async function composeFiring(ctx: Context, { subjectId, ruleId }: { subjectId: string; ruleId: string }) {
  const [firing] = await ctx.db
    .select({ subject: automationFirings.subject })
    .from(automationFirings)
    .where(and(inReach(ctx, automationFirings.tenantId), eq(automationFirings.subjectId, subjectId)))
    .limit(1);
  const resource = firing && resources[kinds[firing.subject]!];
  if (!resource || !can(ctx.actor, resource.permission)) return null;
  const record = await shown(ctx, resource, subjectId);
  return record && { kind: resource.name, id: subjectId, ruleId, record: record.body };
}
