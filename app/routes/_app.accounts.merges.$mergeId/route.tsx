import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { undoMerge } from '~/features/duplicates/commands/undo.server';
import { LeftCard } from '~/features/duplicates/left-card';
import { Moving } from '~/features/duplicates/moving';
import { namesOfColumns, takenColumns } from '~/features/duplicates/own-fields.server';
import { getMerge } from '~/features/duplicates/queries/merges.server';
import { fieldWords } from '~/features/people/change-words';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Undo2 } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.merge');
  const { merge, keptName, keptOwnerId, byName, names } = await getMerge(ctx, params.mergeId!);
  return {
    id: merge.id,
    keptId: merge.accountId,
    goneId: merge.mergedId,
    keptName,
    goneName: merge.mergedName,
    at: merge.createdAt,
    byName,
    undoneAt: merge.undoneAt,
    fields: await namesOfColumns(ctx, merge.tenantId, 'accounts', takenColumns(merge.fields)),
    moved: Object.fromEntries(Object.entries(merge.moved).map(([key, rows]) => [key, Object.keys(rows).length])),
    left: merge.left && {
      ...merge.left,
      fields: await namesOfColumns(ctx, merge.tenantId, 'accounts', merge.left.fields),
    },
    names,
    mayUndo: !merge.undoneAt && can(ctx.actor, 'account.merge', { ownerId: keptOwnerId }),
    title: translate(ctx.actor.locale)('duplicates.result'),
  };
}
export type MergeResult = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.merge');
  const result = await undoMerge(ctx, params.mergeId!);
  if (!result.ok) return invalid(result);
  return redirectWithToast(`/accounts/merges/${result.value.id}`, { key: 'duplicates.undone' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function MergeDone() {
  const t = useT();
  const format = useFormat();
  const merge = useLoaderData<typeof loader>();
  const { keptName: kept, goneName: gone, undoneAt } = merge;
  const by = t('duplicates.done_by', { name: merge.byName ?? '', at: format.dateTime(merge.at) });
  return (
    <>
      <PageHead
        title={t('duplicates.result')}
        back="/accounts/duplicates?show=merged"
        crumbs={[{ to: '/accounts/duplicates', label: t('duplicates.title') }]}
      />
      <PageBody narrow>
        <Callout
          tone={undoneAt ? 'neutral' : 'ok'}
          title={t(undoneAt ? 'duplicates.undone_title' : 'duplicates.done_title', { gone, kept })}
          action={
            <>
              <ButtonLink to={paths.account(merge.keptId)}>{undoneAt ? kept : t('duplicates.open_account')}</ButtonLink>
              {undoneAt && <ButtonLink to={paths.account(merge.goneId)}>{gone}</ButtonLink>}
            </>
          }
        >
          <p>{by}</p>
          {undoneAt && <p>{t('duplicates.undone_by', { at: format.dateTime(undoneAt) })}</p>}
        </Callout>
        {merge.left && <LeftCard subject="account" left={merge.left} names={merge.names} accountId={merge.keptId} />}
        <Card title={t('duplicates.moved')}>
          <Moving counts={merge.moved} />
        </Card>
        {merge.fields.length > 0 && (
          <Card title={t('duplicates.taken')}>
            <p>
              {merge.fields.map((field) => fieldWords(t, field, 'account', format.locale)).join(t('journal.comma'))}
            </p>
          </Card>
        )}
        {merge.mayUndo && (
          <ActionForm>
            <p className="text-ink-2">{t('duplicates.undo_note')}</p>
            <SubmitButton icon={Undo2} name="intent" value="undo" variant="secondary" className="justify-self-start">
              {t('duplicates.undo')}
            </SubmitButton>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}
