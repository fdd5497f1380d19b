import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { safeRedirect } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { setContactsApart } from '~/features/duplicates/commands/apart-contacts.server';
import { apartInput } from '~/features/duplicates/input';
import { listContactMerges } from '~/features/duplicates/queries/contact-merges.server';
import { listContactPairs } from '~/features/duplicates/queries/contact-pairs.server';
import { pairsAPage } from '~/features/duplicates/queries/pairs.server';
import { pairStates } from '~/features/duplicates/rules';
import { SubjectSwitch } from '~/features/duplicates/subject-switch';
import { TwinList } from '~/features/duplicates/twin-list';
import { translate } from '~/locales/translate.server';
import { EmptyState } from '~/ui/empty-state';
import { FormErrors, type Refusal } from '~/ui/form-errors';
import { Copy } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Tabs } from '~/ui/tabs';
import { MergeList } from './merge-list';

const here = '/contacts/duplicates';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contact.delete');
  const show = pairStates.find((state) => state === new URL(request.url).searchParams.get('show')) ?? 'open';
  const [pairs, merges] = await Promise.all([
    show === 'merged' ? [] : listContactPairs(ctx, show),
    show === 'merged' ? listContactMerges(ctx) : [],
  ]);
  return {
    show,
    pairs: pairs.slice(0, pairsAPage).map((pair) => ({
      ...pair,
      may: can(ctx.actor, 'contact.delete', pair.low) && can(ctx.actor, 'contact.delete', pair.high),
    })),
    more: pairs.length > pairsAPage,
    merges,
    mayAccounts: can(ctx.actor, 'account.merge'),
    title: translate(ctx.actor.locale)('twins.title'),
  };
}
export type TwinsPage = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'contact.delete');
  const body = await readBody(request);
  const input = checkInput(body, apartInput);
  if (!input.ok) return invalid(input);
  const isApart = body.intent !== 'again';
  const result = await setContactsApart(ctx, input.value.pair, isApart);
  if (!result.ok) return invalid(result);
  // the people page of an account lists its own pairs
  const to = safeRedirect(typeof body.to === 'string' ? body.to : null, here);
  return isApart
    ? redirectWithToast(to, {
        key: 'duplicates.not_done',
        undo: { action: here, fields: { intent: 'again', pair: input.value.pair, to } },
      })
    : redirectWithToast(to, { key: 'duplicates.again_done' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ContactDuplicates() {
  const t = useT();
  const format = useFormat();
  const { show, pairs, more, merges, mayAccounts } = useLoaderData<typeof loader>();
  const refusal = useActionData<Refusal>();
  const isEmpty = show === 'merged' ? merges.length === 0 : pairs.length === 0;
  return (
    <>
      <PageHead
        title={t('twins.title')}
        back="/accounts"
        crumbs={[{ to: '/accounts', label: t('account.title') }]}
        tabs={
          <Tabs
            label={t('duplicates.whose')}
            items={[
              { to: here, label: t('duplicates.open'), active: show === 'open' },
              { to: `${here}?show=apart`, label: t('duplicates.apart'), active: show === 'apart' },
              { to: `${here}?show=merged`, label: t('duplicates.merged_tab'), active: show === 'merged' },
            ]}
          />
        }
      />
      <PageBody>
        {mayAccounts && <SubjectSwitch of="contacts" />}
        <p className="text-ink-2">{t('twins.hint')}</p>
        <FormErrors refusal={refusal?.ok === false ? refusal : null} />
        {isEmpty && (
          <EmptyState icon={Copy} title={t('twins.empty')}>
            {t('twins.empty_hint')}
          </EmptyState>
        )}
        {pairs.length > 0 && <TwinList pairs={pairs} isApart={show === 'apart'} />}
        {merges.length > 0 && <MergeList merges={merges} />}
        {more && <p className="text-xs text-ink-3">{t('duplicates.more', { n: format.number(pairs.length) })}</p>}
      </PageBody>
    </>
  );
}
