import { useFormat, useT } from '~/core/i18n';
import { type TreeNode, TreeView } from '~/ui/tree-view';
import type { EnterpriseData } from './route';

/** Branches under their parents; a branch whose parent I do not see stands at the top. */
export function BranchTree({ data }: { data: EnterpriseData }) {
  const t = useT();
  const format = useFormat();
  type Branch = EnterpriseData['branches'][number];
  const known = new Set(data.branches.map(({ id }) => id));
  const below = new Map<string | null, Branch[]>();
  for (const branch of data.branches) {
    const parent = branch.parentId && known.has(branch.parentId) ? branch.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), branch]);
  }
  const placed = new Set<string>();
  const nodes = (parent: string | null): TreeNode[] =>
    (below.get(parent) ?? [])
      .filter(({ id }) => !placed.has(id) && placed.add(id))
      .map((branch) => ({ branch, children: nodes(branch.id) }))
      .map(({ branch, children }) => ({
        id: branch.id,
        label: branch.name,
        to: children.length ? undefined : `/accounts/${branch.id}`, // a head opens and closes; the grid above links it
        open: true,
        note: [
          branch.tenantName,
          branch.ownerName,
          branch.monthlyRevenueFen !== null && format.money(branch.monthlyRevenueFen),
          branch.openCount > 0 && t('enterprise.open_note', { n: branch.openCount }),
        ]
          .filter(Boolean)
          .join(' · '),
        children,
      }));
  return <TreeView label={t('enterprise.tree')} nodes={nodes(null)} />;
}
