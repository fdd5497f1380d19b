import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { undoContactMerge } from '~/features/duplicates/commands/undo-contacts.server';
import { LeftCard } from '~/features/duplicates/left-card';
import { Moving } from '~/features/duplicates/moving';
import { namesOfColumns, takenColumns } from '~/features/duplicates/own-fields.server';
import { getContactMerge } from '~/features/duplicates/queries/contact-merges.server';
import { fieldWords } from '~/features/people/change-words';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Undo2 } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contact.delete');
  const { merge, kept, byName, names } = await getContactMerge(ctx, params.contactMergeId!);
  const namesOf = (columns: readonly string[]) => namesOfColumns(ctx, merge.tenantId, 'contacts', columns);
  return {
    accountId: kept.accountId,
    keptId: merge.contactId,
    goneId: merge.mergedId,
    keptName: kept.name,
    goneName: merge.mergedName,
    at: merge.createdAt,
    byName,
    undoneAt: merge.undoneAt,
    fields: await namesOf(takenColumns(merge.fields)),
    moved: Object.fromEntries(Object.entries(merge.moved).map(([key, rows]) => [key, Object.keys(rows).length])),
    left: merge.left && { ...merge.left, fields: await namesOf(merge.left.fields) },
    names,
    mayUndo: !merge.undoneAt && can(ctx.actor, 'contact.delete', kept),
    title: translate(ctx.actor.locale)('twins.result'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contact.delete');
  const result = await undoContactMerge(ctx, params.contactMergeId!);
  if (!result.ok) return invalid(result);
  return redirectWithToast(`/contacts/merges/${result.value.id}`, { key: 'duplicates.undone' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ContactMergeDone() {
  const t = useT();
  const format = useFormat();
  const merge = useLoaderData<typeof loader>();
  const { keptName: kept, goneName: gone, undoneAt, accountId } = merge;
  return (
    <>
      <PageHead
        title={t('twins.result')}
        back="/contacts/duplicates?show=merged"
        crumbs={[{ to: '/contacts/duplicates', label: t('twins.title') }]}
      />
      <PageBody narrow>
        <Callout
          tone={undoneAt ? 'neutral' : 'ok'}
          title={t(undoneAt ? 'twins.undone_title' : 'duplicates.done_title', { gone, kept })}
          action={
            <>
              <ButtonLink to={paths.contact(accountId, merge.keptId)}>
                {undoneAt ? kept : t('twins.open_contact')}
              </ButtonLink>
              {undoneAt && <ButtonLink to={paths.contact(accountId, merge.goneId)}>{gone}</ButtonLink>}
            </>
          }
        >
          <p>{t('duplicates.done_by', { name: merge.byName ?? '', at: format.dateTime(merge.at) })}</p>
          {undoneAt && <p>{t('duplicates.undone_by', { at: format.dateTime(undoneAt) })}</p>}
        </Callout>
        {merge.left && <LeftCard subject="contact" left={merge.left} names={merge.names} accountId={accountId} />}
        <Card title={t('twins.moved')}>
          <Moving counts={merge.moved} subject="contact" />
        </Card>
        {merge.fields.length > 0 && (
          <Card title={t('duplicates.taken')}>
            <p>
              {merge.fields.map((field) => fieldWords(t, field, 'contact', format.locale)).join(t('journal.comma'))}
            </p>
          </Card>
        )}
        {merge.mayUndo && (
          <ActionForm>
            <p className="text-ink-2">{t('twins.undo_note')}</p>
            <SubmitButton icon={Undo2} name="intent" value="undo" variant="secondary" className="justify-self-start">
              {t('duplicates.undo')}
            </SubmitButton>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}
