import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { undoBulkEdit } from '~/features/api/undo-bulk.server';
import { getBulkEdit } from '~/features/bulk/queries.server';
import type { BulkKind } from '~/features/bulk/rules';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Undo2 } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

const pages: Record<string, (id: string) => string> = {
  accounts: paths.account,
  opportunities: paths.opportunity,
  visits: paths.visit,
  leads: paths.lead,
  quotes: paths.quote,
  contracts: paths.contract,
  commitments: paths.commitment,
};
/** Where a record is seen; null where it has no page of its own. */
const pathOf = (kind: BulkKind, id: string, of = kind === 'accounts' ? 'accounts' : 'opportunities') =>
  pages[of]?.(id) ?? null;
const lists: Partial<Record<BulkKind, string>> = { accounts: '/team', fields: '/recycle-bin' };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const edit = await getBulkEdit(ctx, params.bulkId!);
  const reasons = new Map(edit.left?.map(({ id, reason }) => [id, reason]));
  return {
    kind: edit.kind,
    count: edit.count,
    at: edit.createdAt,
    undoneAt: edit.undoneAt,
    leftCount: edit.left?.length ?? 0,
    items: edit.items.map(({ id, title, of }) => ({
      id,
      title,
      path: pathOf(edit.kind, id, of),
      reason: reasons.get(id) ?? null,
    })),
    title: translate(ctx.actor.locale)('bulk.title'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const result = await undoBulkEdit(ctx, params.bulkId!);
  if (!result.ok) return invalid(result);
  const { done, left } = result.value;
  return redirectWithToast(paths.bulkEdit(params.bulkId!), {
    key: left.length ? 'bulk.undone_partly' : 'bulk.undone_all',
    params: { n: done, left: left.length },
    tone: left.length ? 'warn' : 'ok',
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function BulkEdit() {
  const t = useT();
  const format = useFormat();
  const { kind, count, at, undoneAt, leftCount, items } = useLoaderData<typeof loader>();
  const list = lists[kind] ?? '/opportunities?shape=list';
  // what was not put back comes first
  const shown = [...items].sort((one, other) => Number(Boolean(other.reason)) - Number(Boolean(one.reason)));
  return (
    <>
      <PageHead title={t('bulk.title')} back={list} />
      <PageBody narrow>
        <Callout
          tone={undoneAt ? (leftCount ? 'warn' : 'ok') : 'neutral'}
          title={t(`bulk.kind.${kind}`, { n: format.number(count) })}
        >
          <p>{t('bulk.made_at', { at: format.dateTime(at) })}</p>
          {undoneAt && <p>{t('bulk.undone_at', { at: format.dateTime(undoneAt), n: count - leftCount })}</p>}
        </Callout>
        {!undoneAt && (
          <ActionForm>
            <p className="text-ink-2">{t('bulk.undo_note')}</p>
            <SubmitButton icon={Undo2} variant="secondary" className="justify-self-start">
              {t('bulk.undo')}
            </SubmitButton>
          </ActionForm>
        )}
        <Card title={t(leftCount ? 'bulk.left' : 'bulk.records', { n: format.number(leftCount) })} padded={false}>
          <ul className="divide-y divide-line border-t border-line">
            {shown.map(({ id, title, path, reason }) => (
              <li key={id} className="flex flex-wrap items-baseline gap-x-3 px-3 py-2 max-sm:px-4">
                {path ? (
                  <Link
                    to={path}
                    className="font-medium hover:underline max-sm:flex max-sm:min-h-11 max-sm:items-center"
                  >
                    {title}
                  </Link>
                ) : (
                  <span className="font-medium">{title}</span>
                )}
                {reason && <span className="text-warn-ink">{t.any(reason)}</span>}
              </li>
            ))}
          </ul>
        </Card>
      </PageBody>
    </>
  );
}
