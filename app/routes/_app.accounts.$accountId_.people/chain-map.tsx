import clsx from 'clsx';
import { useT } from '~/core/i18n';
import { AttitudeBadge } from '~/features/contacts/attitude-badge';
import { layoutChain } from '~/features/contacts/chain-layout';
import type { Attitude } from '~/features/contacts/rules';
import { Avatar } from '~/ui/avatar';
import { Link } from '~/ui/link';
import type { PersonRow } from './route';

const width = 208;
const height = 86;
const gap = { x: 20, y: 44 };
const edges: Record<Attitude, string> = {
  supports: 'border-ok/60',
  neutral: 'border-line-strong',
  opposes: 'border-bad/60',
  unknown: 'border-line-strong border-dashed',
};

/** Who reports to whom, drawn: superiors above, the line of each person below. */
export function ChainMap({ contacts }: { contacts: PersonRow[] }) {
  const t = useT();
  const { nodes, links, columns, rows } = layoutChain(contacts);
  const left = (x: number) => x * (width + gap.x);
  const top = (y: number) => y * (height + gap.y);
  const size = { width: columns * (width + gap.x) - gap.x, height: rows * (height + gap.y) - gap.y };
  const bend = (from: { x: number; y: number }, to: { x: number; y: number }) => {
    const middle = top(from.y) + height + gap.y / 2;
    return `M${left(from.x) + width / 2} ${top(from.y) + height}V${middle}H${left(to.x) + width / 2}V${top(to.y)}`;
  };
  return (
    <div className="overflow-x-auto px-4 pt-1 pb-4">
      <div className="relative mx-auto" style={size}>
        <svg aria-hidden="true" {...size} className="absolute inset-0 text-line-strong">
          {links.map(({ from, to }) => (
            <path key={to.contact.id} d={bend(from, to)} fill="none" stroke="currentColor" strokeWidth="1.5" />
          ))}
        </svg>
        <ul>
          {nodes.map(({ contact, x, y }) => (
            <li key={contact.id} className="absolute" style={{ left: left(x), top: top(y), width, height }}>
              <Link
                to={`?peek=${contact.id}`}
                preventScrollReset
                className={clsx(
                  'flex h-full items-start gap-2.5 rounded-lg border bg-surface p-2.5 shadow-card hover:border-brand',
                  edges[contact.attitude],
                  contact.buyingRole === 'decision_maker' && 'ring-2 ring-brand/25',
                )}
              >
                <Avatar name={contact.name} size="md" />
                <span className="min-w-0 flex-1">
                  <span className="flex items-center gap-1.5">
                    <span className="truncate font-semibold">{contact.name}</span>
                    {contact.buyingRole && (
                      <span className="truncate text-xs text-ink-3">{t(`contact.role.${contact.buyingRole}`)}</span>
                    )}
                  </span>
                  <span className="block truncate text-xs text-ink-3">{contact.title ?? contact.department}</span>
                  <span className="mt-1 flex items-center justify-between gap-2">
                    <Influence value={contact.influence} />
                    <AttitudeBadge attitude={contact.attitude} />
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Five dots. */
export function Influence({ value }: { value: number | null }) {
  const t = useT();
  if (!value) return <span />;
  return (
    <span
      role="img"
      aria-label={t('contact.influence_of', { n: value })}
      title={t('contact.influence_of', { n: value })}
      className="flex gap-0.5"
    >
      {[1, 2, 3, 4, 5].map((n) => (
        <span key={n} className={clsx('size-1.5 rounded-full', n <= value ? 'bg-brand' : 'bg-line-strong')} />
      ))}
    </span>
  );
}
