import { useFetcher } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Refusal } from '~/ui/form-errors';
import { Copy, GitFork, ListChecks, Pencil, Phone, Trash2, UsersRound } from '~/ui/icons';
import type { MenuEntry } from '~/ui/menu';
import type { AccountData } from './route';

/** What else can be done with the account, and why the last of it was refused. */
export function useAccountMenu({ account, may }: AccountData) {
  const t = useT();
  const fetcher = useFetcher<Refusal>();
  const here = paths.account(account.id);
  const remove = () => fetcher.submit({ intent: 'delete', version: account.version }, { method: 'post', action: here });
  const items: MenuEntry[] = [
    ...(may.update ? [{ label: t('common.edit'), icon: Pencil, to: `${here}/edit` }] : []),
    ...(may.logInteraction
      ? [{ label: t('interaction.new'), icon: Phone, to: `/interactions/new?account=${account.id}` }]
      : []),
    ...(may.promise
      ? [{ label: t('commitment.new'), icon: ListChecks, to: `/commitments/new?account=${account.id}` }]
      : []),
    { label: t('contact.see_map'), icon: GitFork, to: `${here}/people` },
    ...(may.assign ? [{ label: t('assignment.manage'), icon: UsersRound, to: `${here}/team` }] : []),
    ...(may.merge ? [{ label: t('duplicates.merge'), icon: Copy, to: `/accounts/merge?kept=${account.id}` }] : []),
    ...(may.delete
      ? (['line', { label: t('common.delete'), icon: Trash2, danger: true, onSelect: remove }] as const)
      : []),
  ];
  return { items, refusal: fetcher.data?.ok === false ? fetcher.data : null };
}
