import type { Translate } from '~/core/message';
import type { Violation } from './check';

type Words = { t: Translate; named: (componentId: string) => string };

/** What to change, in a sentence; where sites differ, at which. */
export function violationText({ t, named }: Words, one: Violation, siteOf: (name: string) => string | null): string {
  if (one.kind === 'no_site') return t('bundle.problem.no_site');
  const site = one.site === null ? null : siteOf(one.site);
  const at = site === null ? '' : t('bundle.site_is', { site });
  if (one.kind === 'unknown') return at + t('bundle.problem.unknown');
  if (one.kind === 'not_whole') return at + t('bundle.problem.not_whole', { one: named(one.componentId) });
  if (one.kind === 'too_few') return at + t('bundle.problem.too_few', { one: named(one.componentId), n: one.least });
  if (one.kind === 'too_many') return at + t('bundle.problem.too_many', { one: named(one.componentId), n: one.most });
  return at + t(`bundle.problem.${one.kind}`, { one: named(one.componentId), other: named(one.otherId) });
}
