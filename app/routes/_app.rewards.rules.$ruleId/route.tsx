import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { isId, newId } from '~/core/ids';
import { checked, checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { nameIn } from '~/features/certification/named';
import { dropRule, newEdition, publishRule, saveRule } from '~/features/rewards/commands/rule.server';
import { ruleAction, ruleInput } from '~/features/rewards/input';
import { getRule, tryRule } from '~/features/rewards/queries/rules.server';
import { quarterAfter, quarterOf } from '~/features/rewards/rules';
import { PageBody, PageHead } from '~/ui/page-head';
import { RuleCard } from './rule-card';
import { RuleForm } from './rule-form';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'reward.manage');
  const id = params.ruleId ?? '';
  const { searchParams } = new URL(request.url);
  const day = today(ctx.now);
  if (!isId(id)) throw notFound();
  if (searchParams.has('new')) {
    const ends = addDays(quarterAfter(quarterOf(day), 2), -1);
    return { id, rule: null, tried: null, day, ends, newId: newId() };
  }
  const rule = await getRule(ctx, id);
  const tried = searchParams.has('try') ? await tryRule(ctx, rule) : null;
  return { id, rule, tried, day, ends: rule.endsOn, newId: newId() };
}
export type RuleShown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'reward.manage');
  const id = params.ruleId ?? '';
  const body = await readBody(request);
  if (body.intent === 'save') {
    const saved = await checked({ ...body, id }, ruleInput, (input) => saveRule(ctx, input));
    if (!saved.ok) return invalid(saved, body);
    return redirectWithToast(`/rewards/rules/${saved.value.id}`, { key: 'reward_rule.saved' });
  }
  const input = checkInput(body, ruleAction);
  if (!input.ok) return invalid(input, body);
  const { value } = input;
  if (value.intent === 'drop') {
    const dropped = await dropRule(ctx, id, value.version);
    if (!dropped.ok) return invalid(dropped, body);
    return redirectWithToast('/rewards/rules', { key: 'reward_rule.dropped' });
  }
  const done =
    value.intent === 'publish' ? await publishRule(ctx, id, value.version) : await newEdition(ctx, id, value.id);
  if (!done.ok) return invalid(done, body);
  const key = value.intent === 'publish' ? 'reward_rule.published_toast' : 'reward_rule.saved';
  return redirectWithToast(`/rewards/rules/${done.value.id}`, { key });
}

export default function RulePage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { rule } = data;
  const title = rule
    ? t('reward.rule_edition', { name: nameIn(f.locale, rule), n: f.number(rule.edition) })
    : t('reward_rule.new');
  return (
    <>
      <PageHead title={title} back="/rewards/rules" />
      <PageBody narrow>
        {rule && <RuleCard data={{ ...data, rule }} />}
        {!rule?.publishedAt && <RuleForm key={`${data.id} ${rule?.version}`} data={data} />}
      </PageBody>
    </>
  );
}
