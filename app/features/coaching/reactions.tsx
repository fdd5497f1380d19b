import { useT } from '~/core/i18n';
import { CircleHelp, type Icon, Lightbulb, ThumbsUp } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import type { TalkComment } from './page.server';
import { type Reaction, reactions } from './rules';

const icons: Record<Reaction, Icon> = { like: ThumbsUp, learnt: Lightbulb, help: CircleHelp };

/** Three marks, each one's own to set and to take back; who has set them is in the title. */
export function Reactions({ comment, action, back }: { comment: TalkComment; action: string; back: string }) {
  const t = useT();
  return reactions.map((kind) => {
    const given = comment.reactions.find((one) => one.kind === kind);
    return (
      <PostButton
        key={kind}
        size="sm"
        variant={given?.isMine ? 'secondary' : 'ghost'}
        icon={icons[kind]}
        aria-pressed={given?.isMine ?? false}
        title={given?.names.join('、') || undefined}
        action={action}
        fields={{ intent: 'react', commentId: comment.id, kind, on: given?.isMine ? '0' : '1', back }}
      >
        {t(`coaching.reaction.${kind}`)}
        {given && <span className="num">{given.count}</span>}
      </PostButton>
    );
  });
}
