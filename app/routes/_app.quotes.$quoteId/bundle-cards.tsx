import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ruleText } from '~/features/bundles/rule-words';
import { violationText } from '~/features/bundles/violation-words';
import { nameIn } from '~/features/offerings/named';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { CircleAlert } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { Money } from '~/ui/value';
import { LineList } from './line-list';
import type { QuoteShown } from './route';

/** Each bundle with what lies in it and what it saves; what is wrong with it says which choice to change. */
export function BundleCards({ data }: { data: QuoteShown }) {
  const t = useT();
  const f = useFormat();
  const { quote, offers, may } = data;
  const page = paths.quote(quote.id);
  return offers.bundles.map((pick) => (
    <Card
      key={pick.id}
      title={nameIn(f.locale, pick)}
      note={[
        pick.sites ? t('quote_line.sites_n', { n: pick.sites }) : t('quote_line.whole'),
        ruleText(pick.priceRule, t, f),
      ].join(' · ')}
      action={
        may.write && (
          <span className="flex gap-1">
            <ButtonLink to={`${page}/bundle?bundle=${pick.bundleId}`} size="sm">
              {t('quote_bundle.change')}
            </ButtonLink>
            <PostButton
              action={page}
              navigate
              size="sm"
              fields={{ intent: 'drop_bundle', version: quote.version, pickId: pick.id }}
            >
              {t('quote_bundle.drop')}
            </PostButton>
          </span>
        )
      }
    >
      <Trouble data={data} pick={pick} />
      <LineList data={{ ...data, may: { ...may, write: false } }} lines={pick.lines} answer={undefined} />
      <p className="flex flex-wrap justify-end gap-x-3 border-t border-line pt-2">
        <span className="text-ink-3">
          {t('quote_bundle.saves')} <Money fen={pick.listFen - pick.totalFen} />
        </span>
        <span>
          {t('quote_bundle.total')} <Money fen={pick.totalFen} className="font-semibold" />
        </span>
      </p>
    </Card>
  ));
}

function Trouble({ data, pick }: { data: QuoteShown; pick: QuoteShown['offers']['bundles'][number] }) {
  const t = useT();
  const { locale } = useFormat();
  const { trouble } = pick;
  if (!trouble) return null;
  const named = (id: string) => {
    const one = trouble.names.find((name) => name.id === id);
    return one ? nameIn(locale, one) : '';
  };
  const siteOf = (id: string) => data.offers.siteNames[id] ?? null;
  const bundle = nameIn(locale, pick);
  return (
    <div className="mb-2">
      <Callout
        tone={
          trouble.isRepriced && !trouble.isOff && !trouble.bars.length && !trouble.violations.length ? 'warn' : 'bad'
        }
        icon={CircleAlert}
        title={t(
          trouble.isOff
            ? 'quote_bundle.off'
            : trouble.bars.length
              ? 'quote_bundle.not_eligible'
              : trouble.violations.length
                ? 'quote_bundle.rules'
                : 'quote_bundle.repriced',
          { bundle },
        )}
        action={
          trouble.isRepriced &&
          !trouble.isOff && (
            <PostButton
              action={paths.quote(data.quote.id)}
              navigate
              size="sm"
              fields={{ intent: 'reprice', version: data.quote.version }}
            >
              {t('quote_line.take_new')}
            </PostButton>
          )
        }
      >
        <ul className="list-disc pl-5">
          {trouble.bars.map((bar) => (
            <li key={bar}>{t(`bundle.bar.${bar}`)}</li>
          ))}
          {trouble.violations.slice(0, 8).map((one) => (
            <li key={JSON.stringify(one)}>{violationText({ t, named }, one, siteOf)}</li>
          ))}
        </ul>
      </Callout>
    </div>
  );
}
