import type { ReactNode } from 'react';
import { ChevronRight } from './icons';
import { Link } from './link';

export type TreeNode = {
  id: string;
  label: ReactNode;
  note?: ReactNode;
  to?: string;
  open?: boolean;
  children?: TreeNode[];
};

/** Units, groups, accounts below accounts: nested native disclosures. */
export function TreeView({ label, nodes }: { label?: string; nodes: TreeNode[] }) {
  return (
    <ul aria-label={label} className="grid [&_ul]:ml-[9px] [&_ul]:border-l [&_ul]:border-line [&_ul]:pl-2">
      {nodes.map((node) => (
        <li key={node.id} className="relative">
          {node.children?.length ? (
            <>
              <details open={node.open}>
                <summary className="flex min-h-8 items-center rounded-md px-1 hover:bg-sunken max-sm:min-h-11">
                  <ChevronRight className="text-[14px] text-ink-3 transition-transform [details[open]>summary>&]:rotate-90" />
                  <span className="sr-only">{node.label}</span>
                </summary>
                <TreeView nodes={node.children} />
              </details>
              {/* over the summary, not in it: a link inside one is out of reach for screen readers */}
              <div className="pointer-events-none absolute top-0 right-1 left-6 flex min-h-8 items-center gap-1.5 max-sm:min-h-11 [&_a]:pointer-events-auto">
                <NodeLine node={node} />
              </div>
            </>
          ) : (
            <div className="flex min-h-8 items-center gap-1.5 rounded-md pr-1 pl-6 hover:bg-sunken max-sm:min-h-11">
              <NodeLine node={node} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function NodeLine({ node }: { node: TreeNode }) {
  return (
    <>
      {node.to ? (
        <Link to={node.to} className="min-w-0 truncate hover:text-brand-ink hover:underline">
          {node.label}
        </Link>
      ) : (
        <span className="min-w-0 truncate">{node.label}</span>
      )}
      {node.note && <span className="num ml-auto shrink-0 pl-2 text-xs text-ink-3">{node.note}</span>}
    </>
  );
}
