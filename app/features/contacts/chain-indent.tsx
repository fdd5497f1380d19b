import { useT } from '~/core/i18n';
import { CornerDownRight } from '~/ui/icons';

const deepest = 4;

/** How far below the head of the line somebody stands. */
export function ChainIndent({ level }: { level: number }) {
  const t = useT();
  if (level === 0) return null;
  return (
    <span
      className="flex shrink-0 justify-end text-[14px] text-ink-3"
      style={{ width: `${Math.min(level, deepest) * 14}px` }}
    >
      <CornerDownRight />
      <span className="sr-only">{t('contact.level', { n: level + 1 })}</span>
    </span>
  );
}
