import { useLocale, useT } from '~/core/i18n';
import { industryName } from '~/features/accounts/industries';
import { regionName } from '~/features/accounts/regions';
import type { LeadRule } from '~/features/leads/rules';
import { IconButton, IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { ArrowDown, ArrowUp, Pencil, SlidersHorizontal, Trash2 } from '~/ui/icons';

type Names = { units: Map<number, string>; people: Map<string, string> };
type RuleListProps = { rules: LeadRule[]; names: Names; version: number; company: number };

/** In the order they are asked in. */
export function RuleList({ rules, names, version, company }: RuleListProps) {
  const t = useT();
  const here = `/leads/rules?company=${company}`;
  if (!rules.length)
    return (
      <Card padded={false}>
        <EmptyState icon={SlidersHorizontal} title={t('lead_rule.empty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <ol className="divide-y divide-line" aria-label={t('lead_rule.list')}>
        {rules.map((rule, i) => (
          <li key={rule.id} className="flex items-center gap-3 px-4 py-2.5">
            <span className="num w-5 shrink-0 text-right text-ink-3">{i + 1}</span>
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                <Conditions rule={rule} />
              </p>
              <p className="text-sm text-ink-2">
                <Target rule={rule} names={names} />
              </p>
            </div>
            <form
              method="post"
              action={here}
              className="flex shrink-0 items-center max-sm:flex-wrap max-sm:justify-end"
            >
              <input type="hidden" name="intent" value="move" />
              <input type="hidden" name="version" value={version} />
              <input type="hidden" name="ruleId" value={rule.id} />
              <IconButton
                type="submit"
                name="way"
                value="up"
                icon={ArrowUp}
                label={t('lead_rule.up')}
                disabled={i === 0}
              />
              <IconButton
                type="submit"
                name="way"
                value="down"
                icon={ArrowDown}
                label={t('lead_rule.down')}
                disabled={i === rules.length - 1}
              />
              <IconLink to={`${here}&rule=${rule.id}#rule`} icon={Pencil} label={t('lead_rule.edit')} />
              <IconButton type="submit" name="way" value="remove" icon={Trash2} label={t('lead_rule.remove')} />
            </form>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Conditions({ rule }: { rule: LeadRule }) {
  const t = useT();
  const locale = useLocale();
  const { regionCode, industry, line, source } = rule;
  const words = [
    regionCode && regionName(regionCode, locale),
    industry && industryName(industry, locale),
    line && t.any(`line.${line}`),
    source && t(`lead.source.${source}`),
  ].filter(Boolean);
  return words.length ? words.join(' · ') : t('lead_rule.any');
}

function Target({ rule, names }: { rule: LeadRule; names: Names }) {
  const t = useT();
  const unit = names.units.get(rule.unitId) ?? t('lead_rule.gone_unit');
  const name = rule.personId && names.people.get(rule.personId);
  return `→ ${name ? t('lead_rule.to_person', { unit, name }) : t('lead_rule.least', { unit })}`;
}
