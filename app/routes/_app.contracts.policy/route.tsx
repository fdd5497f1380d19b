import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { publishCredits } from '~/features/contracts/commands/credits.server';
import { creditsInput } from '~/features/contracts/input';
import { creditsOf } from '~/features/contracts/queries/contract.server';
import { saveLetterhead } from '~/features/offers/commands/letterhead.server';
import { letterheadInput } from '~/features/offers/input';
import { letterheadOf } from '~/features/offers/queries.server';
import { PageBody, PageHead } from '~/ui/page-head';
import { CreditsForm } from './credits-form';
import { LetterheadForm } from './letterhead-form';

const page = '/contracts/policy';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contract.policy');
  const [head, credits] = await Promise.all([
    letterheadOf(ctx, ctx.actor.tenantId),
    creditsOf(ctx, ctx.actor.tenantId),
  ]);
  const { version, name, nameEn, address, addressEn, phone, bank, bankAccount, taxNumber } = head;
  return { head: { version, name, nameEn, address, addressEn, phone, bank, bankAccount, taxNumber }, credits };
}
export type PolicyData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contract.policy');
  const body = await readBody(request);
  if (body.intent === 'credits') {
    const result = await checked(body, creditsInput, (input) => publishCredits(ctx, input));
    return result.ok ? redirectWithToast(page, { key: 'contract_policy.published' }) : invalid(result, body);
  }
  const result = await checked(body, letterheadInput, (input) => saveLetterhead(ctx, input));
  return result.ok ? redirectWithToast(page, { key: 'contract_policy.saved' }) : invalid(result, body);
}

/** What the company prints at the head of its papers, and what it gives back for lateness. */
export default function ContractPolicy() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('contract_policy.title')} back="/contracts" />
      <PageBody>
        <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
          <LetterheadForm data={data} />
          <CreditsForm data={data} />
        </div>
      </PageBody>
    </>
  );
}
