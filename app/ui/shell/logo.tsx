export function Logo({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-brand" />
      <g className="fill-on-brand">
        <rect x="7.5" y="18" width="2.6" height="6" rx="1.3" />
        <rect x="12.3" y="15" width="2.6" height="9" rx="1.3" />
        <rect x="17.1" y="11.5" width="2.6" height="12.5" rx="1.3" />
        <rect x="21.9" y="8" width="2.6" height="16" rx="1.3" />
      </g>
    </svg>
  );
}
