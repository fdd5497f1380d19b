import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ArrowRightLeft, CalendarPlus, UserRoundPlus } from '~/ui/icons';
import { Menu, type MenuEntry } from '~/ui/menu';
import { planAddress } from './plan-address';
import type { Overdue, OverdueRow } from './route';

/** What can be done about an overdue account: plan it, have it planned, or give it to somebody else. */
export function RowActions({ row, page }: { row: OverdueRow; page: Overdue }) {
  const t = useT();
  const { may, me, filters } = page;
  const isOthers = row.ownerId !== me;
  const items: MenuEntry[] = [];
  if (may.plan)
    items.push({
      label: t(filters.kind === 'leader' ? 'coverage.plan_leader' : 'coverage.plan'),
      icon: CalendarPlus,
      to: planAddress(row.id, filters.kind),
    });
  if (may.planForOthers && isOthers && row.ownerName)
    items.push({
      label: t('coverage.plan_for', { name: row.ownerName }),
      icon: UserRoundPlus,
      to: planAddress(row.id, filters.kind, row.ownerId),
    });
  if (may.assign)
    items.push({ label: t('coverage.assign'), icon: ArrowRightLeft, to: `/team/assign?accounts=${row.id}` });
  if (!items.length) return null;
  return <Menu label={t('coverage.more')} items={items} fallbackTo={paths.account(row.id)} />;
}
