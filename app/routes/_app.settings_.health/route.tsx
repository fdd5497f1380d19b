import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { badRequest, invalid } from '~/core/refusals.server';
import { giveUpJob, retryJob } from '~/features/installation/commands.server';
import { jobChoice } from '~/features/installation/input';
import { readHealth, requireWatch } from '~/features/installation/queries.server';
import { judge, overall } from '~/features/installation/rules';
import { translate } from '~/locales/translate.server';
import { Callout } from '~/ui/card';
import { FormErrors } from '~/ui/form-errors';
import { HeartPulse } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { ChecksCard, tones } from './checks-card';
import { FailedCard, JobsCard, QueuesCard } from './jobs-cards';
import { StatementsCard, StorageCard, VersionsCard } from './size-cards';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const found = await readHealth(ctx);
  return {
    ...found,
    judged: judge(found.health, ctx.now),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('health.title'),
  };
}
export type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  await requireWatch(ctx);
  const body = await readBody(request);
  const isRetry = body.intent === 'retry';
  if (!isRetry && body.intent !== 'give_up') throw badRequest();
  const done = await checked(body, jobChoice, ({ job }) => (isRetry ? retryJob(ctx, job) : giveUpJob(ctx, job)));
  return done.ok
    ? redirectWithToast(paths.health, { key: isRetry ? 'health.retried' : 'health.given_up' })
    : invalid(done, body);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function HealthPage() {
  const t = useT();
  const shown = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const light = overall(shown.judged);
  const n = shown.judged.filter((one) => one.light === light).length;
  return (
    <>
      <PageHead title={t('health.title')} back="/settings" />
      <PageBody className="max-w-[960px]">
        {refusal && <FormErrors refusal={refusal} labels={{ job: t('health.failed_jobs') }} />}
        <Callout tone={tones[light]} icon={HeartPulse} title={t(`health.overall.${light}`, { n })} />
        <ChecksCard {...shown} />
        <FailedCard {...shown} />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <JobsCard {...shown} />
          <QueuesCard {...shown} />
        </div>
        <StatementsCard {...shown} />
        <StorageCard {...shown} />
        <VersionsCard {...shown} />
      </PageBody>
    </>
  );
}
