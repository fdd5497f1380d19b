import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { answerRuleForm } from '~/features/automation/action.server';
import { DryRun } from '~/features/automation/dry-run';
import { valuesOf } from '~/features/automation/form-values';
import {
  getRule,
  listFirings,
  listRuleHistory,
  listRuleNames,
  listRuleStages,
} from '~/features/automation/queries.server';
import { RuleForm } from '~/features/automation/rule-form';
import { actionText, conditionText, eventText } from '~/features/automation/rule-words';
import { RecordHistory } from '~/features/people/history';
import { translate } from '~/locales/translate.server';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { Firings } from './firings';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'automation.manage');
  const rule = await getRule(ctx, params.ruleId!);
  const [firings, stages, names, history] = await Promise.all([
    listFirings(ctx, rule.id),
    listRuleStages(ctx),
    listRuleNames(ctx),
    listRuleHistory(ctx, rule.id),
  ]);
  return {
    rule,
    firings,
    stages,
    names,
    history,
    now: ctx.now.toISOString(),
    title: `${rule.name} · ${translate(ctx.actor.locale)('automation.title')}`,
  };
}
export type RulePage = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return answerRuleForm(ctx, request);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Rule() {
  const t = useT();
  const format = useFormat();
  const { rule, firings, stages, names, history, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const tried = answer?.ok ? answer : null;
  const sentence = [
    eventText(t, rule.event, rule.days),
    ...rule.conditions.map((condition) => conditionText(t, format, condition, names)),
  ].join(t('automation.and'));
  return (
    <>
      <PageHead title={rule.name} back="/automation" crumbs={[{ to: '/automation', label: t('automation.title') }]} />
      <PageBody className="max-w-[960px]">
        <p className="text-ink-2">
          {t('automation.sentence', {
            when: sentence,
            does: rule.actions.map((action) => actionText(t, action, names)).join(t('journal.comma')),
          })}
        </p>
        {tried && <DryRun run={tried.run} />}
        <RuleForm
          id={rule.id}
          version={rule.version}
          values={tried?.typed ?? valuesOf(rule)}
          stages={stages}
          names={names}
        />
        <Firings firings={firings} />
        <Card title={t('automation.history')}>
          <RecordHistory entries={history} now={now} />
        </Card>
      </PageBody>
    </>
  );
}
