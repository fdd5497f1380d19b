import { useT } from '~/core/i18n';
import { CircleHelp, type Icon, Lightbulb, ThumbsUp } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import type { Given } from './queries/comments.server';
import { type Reaction, reactions } from './rules';

const icons: Record<Reaction, Icon> = { like: ThumbsUp, learnt: Lightbulb, help: CircleHelp };

type ReactionsProps = {
  given: Given[];
  action: string;
  /** What is reacted to: the fields that say so. */
  to: Record<string, string>;
  back: string;
};

/** Three marks, each one's own to set and to take back; who has set them is in the title. */
export function Reactions({ given: all, action, to, back }: ReactionsProps) {
  const t = useT();
  return reactions.map((kind) => {
    const given = all.find((one) => one.kind === kind);
    return (
      <PostButton
        key={kind}
        size="sm"
        variant={given?.isMine ? 'secondary' : 'ghost'}
        icon={icons[kind]}
        aria-pressed={given?.isMine ?? false}
        title={given?.names.join('、') || undefined}
        action={action}
        fields={{ ...to, kind, on: given?.isMine ? '0' : '1', back }}
      >
        {t(`coaching.reaction.${kind}`)}
        {given && <span className="num">{given.count}</span>}
      </PostButton>
    );
  });
}
