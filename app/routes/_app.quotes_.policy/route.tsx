import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checked, readBody } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { addRule, publishMatrix, retireRule } from '~/features/quotes/commands/policy.server';
import { matrixInput, ruleInput } from '~/features/quotes/policy-input';
import { currentMatrix, listFeasibilityRules } from '~/features/quotes/queries/policy.server';
import { PageBody, PageHead } from '~/ui/page-head';
import { AccessRules } from './access-rules';
import { MatrixForm } from './matrix-form';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.policy');
  const [matrix, rules] = await Promise.all([
    currentMatrix(ctx, ctx.actor.tenantId),
    listFeasibilityRules(ctx, ctx.actor.tenantId),
  ]);
  return {
    mayRead: can(ctx.actor, 'quote.read'),
    matrix,
    rules,
    ids: { rule: newId(), matrix: newId() },
    now: ctx.now.toISOString(),
  };
}
export type PolicyData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.policy');
  const body = await readBody(request);
  switch (body.intent) {
    case 'matrix': {
      const result = await checked(body, matrixInput, (input) => publishMatrix(ctx, input));
      return result.ok ? redirectWithToast('/quotes/policy', { key: 'quote_policy.published' }) : invalid(result, body);
    }
    case 'retire': {
      const result = await retireRule(ctx, String(body.id ?? ''));
      return result.ok ? redirectWithToast('/quotes/policy', { key: 'quote_policy.retired' }) : invalid(result, body);
    }
    default: {
      const result = await checked(body, ruleInput, (input) => addRule(ctx, input));
      return result.ok ? redirectWithToast('/quotes/policy', { key: 'quote_policy.added' }) : invalid(result, body);
    }
  }
}

/** Who may allow what discount, and what can be had where. */
export default function QuotePolicy() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('quote_policy.title')} back={data.mayRead ? '/quotes' : '/'} />
      <PageBody>
        <MatrixForm data={data} />
        <AccessRules data={data} />
      </PageBody>
    </>
  );
}
