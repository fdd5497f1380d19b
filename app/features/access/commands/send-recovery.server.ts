import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { enqueue } from '~/core/jobs.server';
import { mailServer } from '~/core/mail.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { lockManaged } from '~/features/people/commands/person.server';

/** Sends a person the mail they could ask for themselves; the database journals it. */
export const sendRecovery = (ctx: Context, id: string, server = mailServer): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, id);
    requirePermission(ctx.actor, 'people.manage');
    if (!server) return refused('access.mail_off');
    if (!person.email) return refused('access.no_email');
    const rows = await ctx.db.execute<{ tenant_id: number; mail_id: string }>(
      sql`select * from app.send_recovery(${id})`,
    );
    const [mail] = rows;
    if (!mail) return refused('access.sent_enough');
    await enqueue(ctx, 'access.mail', { tenantId: mail.tenant_id, mailId: mail.mail_id }, `mail:${mail.mail_id}`);
    return ok(null);
  });
