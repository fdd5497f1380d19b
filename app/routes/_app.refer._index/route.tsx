import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { referLead } from '~/features/leads/commands/receive.server';
import { referralInput } from '~/features/leads/input';
import { LeadFields, useLeadLabels } from '~/features/leads/lead-fields';
import { listReferrals, type Referral } from '~/features/leads/queries/referrals.server';
import { ReferralBar } from '~/features/leads/referral-steps';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Sprout } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { useZodForm } from '~/ui/use-zod-form';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.refer');
  const after = new URL(request.url).searchParams.get('after');
  return { id: newId(), ...(await listReferrals(ctx, readCursor(after))), isFirst: !after, now: ctx.now };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, referralInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await referLead(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.referral(result.value.id), {
    key: result.value.isKnown ? 'refer.sent_known' : 'refer.sent',
  });
}

export default function Refer() {
  const t = useT();
  const { id, rows, after, isFirst, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('refer.title')} />
      <PageBody narrow>
        {isFirst && <ReferForm key={id} id={id} />}
        <h2 className="mt-2 text-lg font-semibold">{t('refer.mine')}</h2>
        <Card padded={false}>
          {rows.length === 0 && (
            <EmptyState icon={Sprout} title={t('refer.empty')}>
              {t('refer.empty_hint')}
            </EmptyState>
          )}
          <ul className="divide-y divide-line" aria-label={t('refer.mine')}>
            {rows.map((one) => (
              <li key={one.id}>
                <ReferralItem one={one} now={now} />
              </li>
            ))}
          </ul>
        </Card>
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}

function ReferForm({ id }: { id: string }) {
  const t = useT();
  const form = useZodForm(referralInput, { values: { company: '', contactName: '', phone: '', need: '' } });
  return (
    <Card>
      <p className="mb-4 text-ink-2">{t('refer.hint')}</p>
      <ActionForm form={form} action="/refer?index" hidden={{ id }} labels={useLeadLabels()}>
        <LeadFields />
        <SubmitButton size="lg" block>
          {t('refer.send')}
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}

function ReferralItem({ one, now }: { one: Referral; now: Date }) {
  const f = useFormat();
  return (
    <Link to={paths.referral(one.id)} className="block px-4 py-3 hover:bg-sunken active:bg-sunken">
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 break-words font-medium">{one.company}</span>
        {one.reached.received && (
          <span className="num ml-auto shrink-0 text-sm text-ink-3">{f.when(one.reached.received, now)}</span>
        )}
      </span>
      <ReferralBar step={one.step} isOver={one.isOver} />
    </Link>
  );
}
