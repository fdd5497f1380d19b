import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { undoGroupMerge, updateEnterprise } from '~/features/accounts/commands/enterprise.server';
import { enterpriseInput } from '~/features/accounts/enterprise-input';
import { IndustryField } from '~/features/accounts/industry-field';
import { namesFor } from '~/features/accounts/journal-names.server';
import { getRegistered, listGroupMerges } from '~/features/accounts/queries/enterprise-register.server';
import { RecordHistory } from '~/features/people/history';
import { listJournalOf } from '~/features/people/history.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { useZodForm } from '~/ui/use-zod-form';
import { MergedDoubles } from './merged-doubles';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const group = await getRegistered(ctx, params.enterpriseId!);
  const [merges, history] = await Promise.all([listGroupMerges(ctx, group.id), listJournalOf(ctx, group.id, 20)]);
  const { id, name, shortName, creditCode, industry, version } = group;
  return {
    group: { id, name, shortName, creditCode, industry, version },
    merges,
    history,
    names: await namesFor(
      ctx,
      history.map((entry) => ({ ...entry, subjectId: id, accountId: null })),
    ),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('enterprise.edit'),
  };
}
export type EditData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.enterpriseId!;
  const body = await readBody(request);
  if (body.intent === 'undo') {
    const result = await undoGroupMerge(ctx, String(body.mergeId ?? ''));
    if (!result.ok) return invalid(result, body);
    return redirectWithToast(`${paths.enterprise(id)}/edit`, { key: 'enterprise.undone' });
  }
  const input = checkInput(body, enterpriseInput);
  if (!input.ok) return invalid(input, body);
  const result = await updateEnterprise(ctx, id, input.value);
  if (!result.ok) return invalid(result, body);
  return redirectWithToast(paths.enterprise(id), { key: 'enterprise.saved' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EditEnterprise() {
  const t = useT();
  const { locale } = useFormat();
  const data = useLoaderData<typeof loader>();
  const { group } = data;
  const answer = useActionData<typeof action>();
  const form = useZodForm(enterpriseInput, { values: group });
  const to = paths.enterprise(group.id);
  return (
    <>
      <PageHead title={t('enterprise.edit')} back={to} crumbs={[{ to, label: group.name }]} />
      <PageBody narrow>
        <ActionForm
          key={answer ? 'refused' : 'fresh'}
          form={form}
          hidden={{ version: group.version, intent: 'save' }}
          own
          labels={{ name: t('enterprise.name'), creditCode: t('account.creditCode') }}
        >
          <p className="text-xs text-ink-3">{t('enterprise.edit_hint')}</p>
          <Field name="name" label={t('enterprise.name')} required>
            <Input maxLength={120} autoComplete="off" />
          </Field>
          <FieldRow>
            <Field name="shortName" label={t('account.shortName')}>
              <Input maxLength={60} autoComplete="off" />
            </Field>
            <Field name="creditCode" label={t('account.creditCode')}>
              <Input maxLength={60} autoComplete="off" />
            </Field>
          </FieldRow>
          <IndustryField locale={locale} />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={to}>{t('common.cancel')}</ButtonLink>
          </FormActions>
        </ActionForm>
        <Card
          title={t('enterprise.merge')}
          action={
            <ButtonLink size="sm" to={`${to}/merge`}>
              {t('enterprise.merge')}
            </ButtonLink>
          }
        >
          <p className="text-ink-2">{t('enterprise.merge_hint')}</p>
        </Card>
        {data.merges.length > 0 && <MergedDoubles merges={data.merges} />}
        <Card title={t('enterprise.history')}>
          <RecordHistory entries={data.history} names={data.names} now={data.now} />
        </Card>
      </PageBody>
    </>
  );
}
