import { useFormat, useLocale, useT } from '~/core/i18n';
import { RiskList } from '~/features/review/risk-list';
import type { TalkDeal } from '~/features/review/talks/deals.server';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { ChevronLeft, ChevronRight } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Day, Money, None } from '~/ui/value';
import { neighbours } from './addresses';
import { DealChanges } from './deal-changes';
import { NextStepForm } from './next-step-form';
import type { TalkPage } from './route';

type Props = {
  page: TalkPage;
  deal: TalkDeal;
  sheet: NonNullable<TalkPage['sheet']>;
  person: NonNullable<TalkPage['person']>;
};

/** All that is needed to talk about one deal, on one screen. */
export function DealSheet({ page, deal, sheet, person }: Props) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const way = neighbours(page);
  const visited = deal.visitedDaysAgo;
  return (
    <article aria-labelledby="deal" className="grid gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 max-sm:basis-full">
          <h2 id="deal" className="truncate text-lg font-semibold max-sm:whitespace-normal">
            <Link to={`/opportunities/${deal.id}`} className="hover:underline">
              {deal.accountName} · {deal.title}
            </Link>
          </h2>
          <p className="sr-only" aria-live="polite">
            {t('talk.position', { at: page.at + 1, of: page.deals.length })} {deal.accountName} {deal.title}
          </p>
        </div>
        <span className="num text-xs text-ink-3">{t('talk.position', { at: page.at + 1, of: page.deals.length })}</span>
        <span className="flex gap-1.5">
          <ButtonLink
            to={way.previousDeal ?? way.here}
            aria-disabled={!way.previousDeal}
            aria-label={t('common.previous')}
            icon={ChevronLeft}
            kbd="K"
          />
          <ButtonLink
            to={way.nextDeal ?? way.here}
            aria-disabled={!way.nextDeal}
            aria-label={t('common.next')}
            icon={ChevronRight}
            kbd="J"
          />
        </span>
      </header>
      <Card>
        {deal.risks.length ? (
          <RiskList risks={deal.risks} />
        ) : (
          <p className="text-ok-ink">{deal.isOpen ? t('talk.no_risks') : t('talk.on_hold')}</p>
        )}
      </Card>
      <div className="grid gap-3 *:min-w-0 xl:grid-cols-2">
        <Card>
          <Facts>
            <Fact label={t('talk.amount')}>
              <Money fen={deal.totalFen} /> <span className="num text-ink-3">× {deal.probability}%</span>
            </Fact>
            <Fact label={t('talk.stage')}>
              {locale === 'en' ? deal.stage.nameEn : deal.stage.name}{' '}
              <span className="num text-ink-3">{t('talk.days_in_stage', { n: deal.daysInStage })}</span>
            </Fact>
            <Fact label={t('talk.close_on')}>
              {deal.closeOn ? <Day on={deal.closeOn} /> : <None />}{' '}
              {deal.slips > 0 && <span className="text-warn-ink">{t('talk.slips', { n: deal.slips })}</span>}
            </Fact>
            <Fact label={t('talk.next_step')}>
              {deal.nextStep ?? <None />}{' '}
              {deal.nextStepOn && (
                <span className={deal.nextStepOn < page.day ? 'text-bad-ink' : 'text-ink-3'}>
                  {f.day(deal.nextStepOn)}
                </span>
              )}
            </Fact>
            <Fact label={t('talk.last_visit')}>
              {visited === null ? t('talk.never_visited') : t('talk.visited_ago', { n: visited })}
            </Fact>
            <Fact label={t('talk.decider')}>
              {t(deal.hasDecisionMaker ? 'talk.decider_known' : 'talk.decider_unknown')}
            </Fact>
          </Facts>
        </Card>
        <Card title={t('talk.changes', { since: f.day(page.since) })}>
          <DealChanges changes={sheet.changes} stages={page.stages} />
        </Card>
      </div>
      <Card title={t('talk.promises')}>
        {sheet.promises.length ? (
          <ul className="mb-3">
            {sheet.promises.map((promise) => (
              <li key={promise.id} className="flex flex-wrap items-baseline gap-x-2 border-b border-line py-1.5">
                <span className="min-w-0 flex-1">{promise.text}</span>
                <span className="text-xs text-ink-3">
                  {[promise.side === 'theirs' ? t('talk.theirs') : promise.ownerName, f.day(promise.dueOn)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className="text-xs">{t.any(`commitment.state.${promise.state}`)}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="mb-3 text-ink-3">{t('talk.no_promises')}</p>
        )}
        {page.mayPromise && <NextStepForm page={page} deal={deal} person={person} back={way.here} />}
      </Card>
    </article>
  );
}
