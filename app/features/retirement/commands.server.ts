import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { translate } from '~/locales/translate.server';
import { findAccount } from '../accounts/queries.server';
import { subjectOf } from '../offerings/commands/offering.server';
import { getOffering } from '../offerings/detail.server';
import { nameIn } from '../offerings/named';
import { createOpportunity } from '../opportunities/commands/create.server';
import type { MigrationInput } from './input';
import { migrationId } from './migration-id.server';
import { findMigrations } from './queries.server';

/**
 * Opens a deal for each chosen customer that moves them to the substitute, with what to say as its next step. Asked
 * again, only customers without one get one.
 */
export const createMigrations = (
  ctx: Context,
  offeringId: string,
  { accounts, nextStepOn }: MigrationInput,
): Promise<Result<{ created: number }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'opportunity.create');
    const offering = await getOffering(ctx, offeringId);
    if (!offering.substituteId || !offering.retiresOn) return refused('retirement.no_substitute');
    if (nextStepOn < today(ctx.now)) return refused('invalid', { fields: { nextStepOn: 'offering.day_past' } });
    const [substitute, found] = await Promise.all([
      getOffering(ctx, offering.substituteId),
      Promise.all([...new Set(accounts)].map((id) => findAccount(ctx, id))),
    ]);
    const known = found.flatMap((account) => account ?? []);
    if (known.length < new Set(accounts).size) throw notFound();
    const begun = await findMigrations(
      ctx,
      known.map(({ tenantId, id }) => ({ tenantId, id: migrationId(offeringId, id) })),
    );
    const t = translate(ctx.actor.locale);
    const names = { old: nameIn(ctx.actor.locale, offering), next: nameIn(ctx.actor.locale, substitute) };
    let created = 0;
    for (const account of known) {
      const id = migrationId(offeringId, account.id);
      if (begun.has(id)) continue;
      const made = await createOpportunity(ctx, {
        id,
        accountId: account.id,
        title: t('retirement.deal_title', names).slice(0, 120),
        offeringId: substitute.id,
        source: 'renewal',
        oneOffFen: substitute.listOneOffFen ?? 0,
        monthlyFen: substitute.listMonthlyFen ?? 0,
        months: substitute.listMonthlyFen ? 12 : 0,
        expectedCloseOn: offering.retiresOn,
        nextStep: t('retirement.script', { ...names, day: offering.retiresOn }).slice(0, 200),
        nextStepOn,
        ownerId: null,
      });
      if (!made.ok) return made;
      created += 1;
    }
    if (created)
      await record(ctx, 'offering.customers_moved', subjectOf(ctx, offering), {
        after: { count: created, substituteId: substitute.id },
      });
    return ok({ created });
  });
