import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import type { Rule } from './queries/rules.server';

/** Where an edition stands on a day. */
export function RuleState({ rule, day }: { rule: Pick<Rule, 'publishedAt' | 'startsOn' | 'endsOn'>; day: string }) {
  const t = useT();
  if (!rule.publishedAt) return <Badge tone="warn">{t('reward_rule.draft')}</Badge>;
  if (rule.endsOn < day) return <Badge>{t('reward_rule.over')}</Badge>;
  if (rule.startsOn > day) return <Badge tone="info">{t('reward_rule.later')}</Badge>;
  return <Badge tone="ok">{t('reward_rule.running')}</Badge>;
}
