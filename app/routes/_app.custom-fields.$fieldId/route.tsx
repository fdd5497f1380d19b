import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { listRuleStages } from '~/features/automation/queries.server';
import { retireField, saveField } from '~/features/custom-fields/commands.server';
import { FieldForm } from '~/features/custom-fields/field-form';
import { fieldInput, retireInput } from '~/features/custom-fields/input';
import { getField } from '~/features/custom-fields/queries.server';
import { labelOf } from '~/features/custom-fields/rules';
import { RecordHistory } from '~/features/people/history';
import { listJournalOf } from '~/features/people/history.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'custom_field.manage');
  const field = await getField(ctx, params.fieldId!);
  const [stages, history] = await Promise.all([listRuleStages(ctx), listJournalOf(ctx, field.id, 20)]);
  const t = translate(ctx.actor.locale);
  return {
    field,
    stages,
    history,
    isOwn: field.tenantId === ctx.actor.tenantId,
    now: ctx.now.toISOString(),
    title: `${labelOf(field, ctx.actor.locale)} · ${t('custom_field.title')}`,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'retire') {
    const input = checkInput(body, retireInput);
    if (!input.ok) return invalid(input, body);
    const result = await retireField(ctx, params.fieldId!, input.value);
    if (!result.ok) return invalid(result, body);
    const key = result.value.retired ? 'custom_field.now_retired' : 'custom_field.now_used';
    return redirectWithToast(`/custom-fields/${params.fieldId}`, { key });
  }
  const input = checkInput(body, fieldInput);
  if (!input.ok) return invalid(input, body);
  const result = await saveField(ctx, { ...input.value, id: params.fieldId! });
  if (!result.ok) return invalid(result, body);
  return redirectWithToast('/custom-fields', { key: 'custom_field.saved', params: { label: input.value.label } });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function CustomFieldPage() {
  const t = useT();
  const { locale } = useFormat();
  const { field, stages, history, isOwn, now } = useLoaderData<typeof loader>();
  const back = isOwn ? '/custom-fields' : `/custom-fields?company=${field.tenantId}`;
  const retired = field.retiredAt !== null;
  return (
    <>
      <PageHead title={labelOf(field, locale)} back={back} crumbs={[{ to: back, label: t('custom_field.title') }]} />
      <PageBody narrow>
        {retired && <Callout tone="neutral" title={t('custom_field.retired_note')} />}
        {isOwn ? (
          <>
            <FieldForm id={field.id} entity={field.entity} field={field} stages={stages} back={back} />
            <Card title={t(retired ? 'custom_field.use_again' : 'custom_field.retire')}>
              <ActionForm
                hidden={{ version: field.version, retired: retired ? '' : 'on', intent: 'retire' }}
                className="flex flex-wrap items-center justify-between"
                own
              >
                <p className="text-ink-2">{t(retired ? 'custom_field.use_again_note' : 'custom_field.retire_note')}</p>
                <SubmitButton variant="secondary">
                  {t(retired ? 'custom_field.use_again' : 'custom_field.retire')}
                </SubmitButton>
              </ActionForm>
            </Card>
          </>
        ) : (
          <Callout
            tone="neutral"
            title={t('custom_field.of_other', { kind: t(`custom_field.kind.${field.kind}`), key: field.key })}
          />
        )}
        <Card title={t('automation.history')}>
          <RecordHistory entries={history} now={now} />
        </Card>
      </PageBody>
    </>
  );
}
