import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { isId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { ok } from '~/core/result';
import { listAssigneeOptions } from '~/features/accounts/assignees.server';
import { listAccountNames } from '~/features/accounts/queries.server';
import { moveInput } from '~/features/assignments/input';
import { planMove } from '~/features/assignments/plan.server';
import { listLoads } from '~/features/assignments/queries/loads.server';
import { previewMove } from '~/features/assignments/queries/preview.server';
import { listAccountsOf, listLeavers } from '~/features/assignments/queries/workload.server';
import { largestMove } from '~/features/assignments/rules';
import { assignInBulk } from '~/features/bulk/commands.server';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { ChooseForm } from './choose-form';
import { MovePreview } from './move-preview';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.assign');
  const { searchParams } = new URL(request.url);
  const from = searchParams.get('from');
  const given = (searchParams.get('accounts') ?? '').split(',').filter(isId).slice(0, largestMove);
  const [people, leavers, accounts] = await Promise.all([
    listAssigneeOptions(ctx),
    listLeavers(ctx, null),
    given.length ? listAccountNames(ctx, given) : isId(from) ? listAccountsOf(ctx, from, largestMove) : null,
  ]);
  // accounts stay within their company
  const takers = people.filter((person) => accounts?.every((account) => account.tenantId === person.tenantId));
  const loads = await listLoads(
    ctx,
    takers.map((person) => person.id),
  );
  return {
    from,
    accounts,
    people: people.map(({ id, name, unitName }) => ({ id, name, unitName })),
    takers: takers.map(({ id, name, unitName }) => ({ id, name, unitName, load: loads.get(id) ?? 0 })),
    leavers: leavers.map(({ id, name, unitName }) => ({ id, name, unitName })),
  };
}
export type AssignData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.assign');
  const body = await readBody(request);
  const input = checkInput(body, moveInput);
  if (!input.ok) return invalid(input, body);
  if (body.intent === 'confirm' && input.value.seal) {
    const moved = await assignInBulk(ctx, input.value);
    if (!moved.ok) return invalid(moved, body);
    const { bulkId, ...counts } = moved.value;
    const undo = bulkId ? { action: paths.bulkEdit(bulkId), fields: { intent: 'undo' } } : undefined;
    return redirectWithToast('/team', { key: 'assignment.moved', params: { ...counts }, undo });
  }
  const [plan, going] = await Promise.all([planMove(ctx, input.value), previewMove(ctx, input.value.accountIds)]);
  if (!plan.ok) return invalid(plan, body);
  const { moves, people, seal } = plan.value;
  return ok({ input: input.value, moves, people, seal, going });
}
export type Preview = Extract<ReturnType<typeof useActionData<typeof action>>, { ok: true }>['value'];

export default function AssignPage() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const preview = answer?.ok ? answer.value : null;
  const option = ({ id, name, unitName }: AssignData['people'][number]) => ({
    value: id,
    label: name,
    hint: unitName ?? undefined,
  });
  return (
    <>
      <PageHead
        title={t('assignment.wizard')}
        back="/team"
        crumbs={[{ to: '/team', label: t('assignment.workload') }]}
      />
      <PageBody className="max-w-[960px]">
        {preview ? (
          <MovePreview preview={preview} />
        ) : (
          <>
            <Card title={t('assignment.step_what')}>
              <Form className="flex flex-wrap items-end gap-2">
                <Field name="from" label={t('assignment.from_person')} className="min-w-56 flex-1">
                  <Combobox
                    name="from"
                    options={[...data.leavers, ...data.people].map(option)}
                    defaultValue={data.from ?? undefined}
                  />
                </Field>
                <Button type="submit">{t('assignment.show')}</Button>
              </Form>
            </Card>
            {data.accounts && <ChooseForm key={data.from ?? 'given'} data={data} accounts={data.accounts} />}
          </>
        )}
      </PageBody>
    </>
  );
}
