import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { stageName } from '~/features/opportunities/rules';
import { moveOverInput } from '~/features/processes/input';
import { getMoveOver, startMoveOver } from '~/features/processes/move-over.server';
import { companyAsked, mayWrite } from '~/features/processes/queries.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Field, FormActions } from '~/ui/field';
import { ArrowRight, CircleCheck } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'process.manage');
  const { company, isGroup } = await companyAsked(ctx, new URL(request.url).searchParams);
  if (company === null || !mayWrite(ctx, company, isGroup)) throw notFound();
  const code = params.code!;
  return { ...(await getMoveOver(ctx, { company, code })), company, code };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'process.manage');
  const { company } = await companyAsked(ctx, new URL(request.url).searchParams);
  if (company === null) throw notFound();
  const code = params.code!;
  const body = await readBody(request);
  const input = checkInput(body, moveOverInput);
  const result = input.ok ? await startMoveOver(ctx, { company, code }, input.value) : input;
  if (!result.ok) return invalid(result, body);
  return redirectWithToast(`/processes/${code}/move-over?company=${company}`, {
    key: 'process.moving_over',
    params: { n: result.value.count },
  });
}

/** Running deals on older versions, and where each stage goes in the newest. */
export default function MoveOverPage() {
  const t = useT();
  const { locale } = useFormat();
  const { left, stages, version, pipelineId, company, code } = useLoaderData<typeof loader>();
  const here = `/processes/${code}/move-over?company=${company}`;
  return (
    <>
      <PageHead title={t('process.move_over')} back={`/processes/${code}?company=${company}`} />
      <PageBody narrow>
        {left.length === 0 ? (
          <EmptyState icon={CircleCheck} title={t('process.all_over')}>
            {t('process.all_over_hint')}
          </EmptyState>
        ) : (
          <ActionForm action={here} hidden={{ pipelineId }}>
            <p className="text-ink-2">{t('process.move_over_hint', { n: version })}</p>
            <ul className="divide-y divide-line rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">
              {left.map((stage) => {
                const to = stages.find(({ id }) => id === stage.to);
                return (
                  <li key={stage.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                    <span className="min-w-0 flex-1 basis-40">
                      {stageName(stage, locale)}
                      <span className="block text-xs text-ink-3">
                        {t(stage.isNational ? 'process.national_version' : 'process.own_version', {
                          n: stage.pipelineVersion,
                        })}
                      </span>
                    </span>
                    <span className="num w-20 text-right">{t('process.open_deals', { n: stage.count })}</span>
                    <ArrowRight className="text-ink-3" />
                    <span className="min-w-0 flex-1 basis-40">
                      {to ? (
                        stageName(to, locale)
                      ) : (
                        <Field name={`targets.s${stage.id}`} label={t('process.stage_gone')} required>
                          <Select
                            placeholder={t('common.choose')}
                            options={stages
                              .filter(({ type }) => type === stage.type)
                              .map((one) => ({ value: String(one.id), label: stageName(one, locale) }))}
                          />
                        </Field>
                      )}
                    </span>
                  </li>
                );
              })}
            </ul>
            <FormActions inline>
              <SubmitButton>{t('process.move_over_now')}</SubmitButton>
            </FormActions>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}
