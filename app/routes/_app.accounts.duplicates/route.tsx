import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { setApart } from '~/features/duplicates/commands/apart.server';
import { apartInput } from '~/features/duplicates/input';
import { listMerges } from '~/features/duplicates/queries/merges.server';
import { listPairs, pairsAPage } from '~/features/duplicates/queries/pairs.server';
import { pairStates } from '~/features/duplicates/rules';
import { SubjectSwitch } from '~/features/duplicates/subject-switch';
import { translate } from '~/locales/translate.server';
import { EmptyState } from '~/ui/empty-state';
import { FormErrors, type Refusal } from '~/ui/form-errors';
import { Copy } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Tabs } from '~/ui/tabs';
import { MergeList } from './merge-list';
import { PairList } from './pair-list';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.merge');
  const show = pairStates.find((state) => state === new URL(request.url).searchParams.get('show')) ?? 'open';
  const [pairs, merges] = await Promise.all([
    show === 'merged' ? [] : listPairs(ctx, show),
    show === 'merged' ? listMerges(ctx) : [],
  ]);
  return {
    show,
    pairs: pairs.slice(0, pairsAPage).map((pair) => ({
      ...pair,
      may: can(ctx.actor, 'account.merge', pair.low) && can(ctx.actor, 'account.merge', pair.high),
    })),
    more: pairs.length > pairsAPage,
    merges,
    mayContacts: can(ctx.actor, 'contact.delete'),
    title: translate(ctx.actor.locale)('duplicates.title'),
  };
}
export type DuplicatesPage = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.merge');
  const body = await readBody(request);
  const input = checkInput(body, apartInput);
  if (!input.ok) return invalid(input);
  const isApart = body.intent !== 'again';
  const result = await setApart(ctx, input.value.pair, isApart);
  if (!result.ok) return invalid(result);
  return isApart
    ? redirectWithToast('/accounts/duplicates', {
        key: 'duplicates.not_done',
        undo: { action: '/accounts/duplicates', fields: { intent: 'again', pair: input.value.pair } },
      })
    : redirectWithToast('/accounts/duplicates', { key: 'duplicates.again_done' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Duplicates() {
  const t = useT();
  const format = useFormat();
  const { show, pairs, more, merges, mayContacts } = useLoaderData<typeof loader>();
  const refusal = useActionData<Refusal>();
  const tabs = (
    <Tabs
      label={t('duplicates.whose')}
      items={[
        { to: '/accounts/duplicates', label: t('duplicates.open'), active: show === 'open' },
        { to: '/accounts/duplicates?show=apart', label: t('duplicates.apart'), active: show === 'apart' },
        { to: '/accounts/duplicates?show=merged', label: t('duplicates.merged_tab'), active: show === 'merged' },
      ]}
    />
  );
  const isEmpty = show === 'merged' ? merges.length === 0 : pairs.length === 0;
  return (
    <>
      <PageHead
        title={t('duplicates.title')}
        back="/accounts"
        crumbs={[{ to: '/accounts', label: t('account.title') }]}
        tabs={tabs}
      />
      <PageBody>
        {mayContacts && <SubjectSwitch of="accounts" />}
        <p className="text-ink-2">{t('duplicates.hint')}</p>
        <FormErrors refusal={refusal?.ok === false ? refusal : null} />
        {isEmpty && (
          <EmptyState icon={Copy} title={t('duplicates.empty')}>
            {t('duplicates.empty_hint')}
          </EmptyState>
        )}
        {pairs.length > 0 && <PairList pairs={pairs} isApart={show === 'apart'} />}
        {merges.length > 0 && <MergeList merges={merges} />}
        {more && <p className="text-xs text-ink-3">{t('duplicates.more', { n: format.number(pairs.length) })}</p>}
      </PageBody>
    </>
  );
}
