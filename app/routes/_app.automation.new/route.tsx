import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { answerRuleForm } from '~/features/automation/action.server';
import { DryRun } from '~/features/automation/dry-run';
import { listRuleNames, listRuleStages } from '~/features/automation/queries.server';
import { RuleForm } from '~/features/automation/rule-form';
import { translate } from '~/locales/translate.server';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'automation.manage');
  const [stages, names] = await Promise.all([listRuleStages(ctx), listRuleNames(ctx)]);
  return {
    id: newId(),
    stages,
    names,
    title: translate(ctx.actor.locale)('automation.new'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return answerRuleForm(ctx, request);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** Tried out, the rule keeps its id: saved twice it exists once. */
export const shouldRevalidate = () => false;

export default function NewRule() {
  const t = useT();
  const { id, stages, names } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const tried = answer?.ok ? answer : null;
  return (
    <>
      <PageHead
        title={t('automation.new')}
        back="/automation"
        crumbs={[{ to: '/automation', label: t('automation.title') }]}
      />
      <PageBody className="max-w-[960px]">
        {tried && <DryRun run={tried.run} />}
        <RuleForm
          id={id}
          version={0}
          values={tried?.typed ?? { event: 'idle', days: '14' }}
          stages={stages}
          names={names}
        />
      </PageBody>
    </>
  );
}
