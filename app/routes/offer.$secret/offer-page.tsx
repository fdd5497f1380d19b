import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import type { Offer } from '~/features/offers/public.server';
import { CircleAlert, CircleCheck, CircleX, Download } from '~/ui/icons';
import { LanguageForm } from '~/ui/shell/language-form';
import { Logo } from '~/ui/shell/logo';
import { AnswerForms } from './answer-forms';
import { OfferLines } from './offer-lines';
import { Questions } from './questions';

type Props = {
  offer: Offer | null;
  secret: string;
  id: string;
  answer: { said?: string | null; intent?: string } | undefined;
};

const states = {
  open: null,
  accepted: CircleCheck,
  declined: CircleX,
  expired: CircleAlert,
  superseded: CircleAlert,
  withdrawn: CircleAlert,
  link_over: CircleAlert,
} as const;

/** What a customer opens on the phone: who offers what for how much, and what they can do about it. */
export function OfferPage({ offer, secret, id, answer }: Props) {
  const t = useT();
  const f = useFormat();
  if (!offer)
    return <Frame title={t('offer.unknown')}>{<p className="text-ink-2">{t('offer.unknown_hint')}</p>}</Frame>;
  const { state, quote, answeredAt, answeredBy, questions, papers } = offer;
  const Icon = states[state];
  const notice = Icon && (
    <p role="status" className="mb-4 flex items-start gap-2 rounded-lg bg-sunken p-3">
      <Icon className={`mt-0.5 text-[20px] ${state === 'accepted' ? 'text-ok-ink' : 'text-warn-ink'}`} />
      <span>
        <b className="block">{t.any(`offer.is.${state}`)}</b>
        {answeredAt && (
          <span className="text-ink-2">{[answeredBy, f.dateTime(answeredAt)].filter(Boolean).join(' · ')}</span>
        )}
        {!answeredAt && <span className="text-ink-2">{t('offer.contact_seller')}</span>}
      </span>
    </p>
  );
  if (!quote) return <Frame title={t('offer_paper.title')}>{notice}</Frame>;
  const figures = [
    [t('offer_paper.one_off'), quote.sum.oneOffFen],
    [t('offer_paper.monthly'), quote.sum.monthlyFen],
    [t('offer_paper.total'), quote.sum.totalFen],
    [t('offer_paper.gross'), quote.sum.grossFen],
  ] as const;
  return (
    <Frame title={quote.title} over={`${quote.seller.company} · ${t('offer_paper.title')} ${quote.number}`}>
      {notice}
      {answer?.intent === 'ask' && answer.said === 'done' && (
        <p role="status" className="mb-4 rounded-lg bg-ok-soft p-3 text-ok-ink">
          {t('offer.asked')}
        </p>
      )}
      {answer?.said === 'too_many' && (
        <p role="alert" className="mb-4 text-bad-ink">
          {t('offer.too_many')}
        </p>
      )}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
        {figures.map(([label, fen]) => (
          <div key={label}>
            <dt className="text-sm text-ink-3">{label}</dt>
            <dd className="num text-lg font-semibold">{f.yuan(fen)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-ink-2">
        {quote.customer} · {t('offer_paper.months', { n: quote.months })} · {t('offer_paper.valid')}{' '}
        {f.day(quote.validUntil)}
      </p>
      {quote.sum.savedFen > 0 && (
        <p className="mt-1 text-sm text-ok-ink">{t('offer.saved', { money: f.yuan(quote.sum.savedFen) })}</p>
      )}
      <p className="mt-4 flex flex-wrap gap-3">
        {papers.length === 0 && <span className="text-sm text-ink-3">{t('offer.paper_coming')}</span>}
        {papers.map((locale) => (
          <a
            key={locale}
            href={`/offer/${secret}/paper/${locale}`}
            className="inline-flex min-h-11 items-center gap-2 rounded-lg border border-line-strong px-4 hover:bg-sunken"
          >
            <Download /> PDF · {locale === 'en' ? 'English' : t('sign_in.zh')}
          </a>
        ))}
      </p>
      <OfferLines groups={quote.groups} />
      {quote.terms && (
        <section className="mt-6 border-t border-line pt-5">
          <h2 className="mb-2 font-semibold">{t('offer_paper.terms')}</h2>
          <p className="whitespace-pre-line text-ink-2">{quote.terms}</p>
        </section>
      )}
      {state === 'open' && <AnswerForms />}
      <Questions questions={questions} id={id} mayAsk={state === 'open'} />
      <p className="mt-6 border-t border-line pt-4 text-sm text-ink-2">
        {t('offer_paper.seller')}:{' '}
        {[quote.seller.person, quote.seller.phone, quote.seller.email].filter(Boolean).join(' · ')}
      </p>
    </Frame>
  );
}

function Frame({ title, over, children }: { title: string; over?: string; children: ReactNode }) {
  const t = useT();
  return (
    <main className="min-h-dvh bg-canvas px-4 py-6 sm:py-10">
      <div className="mx-auto w-full max-w-[680px]">
        <div className="mb-4 flex items-center gap-3">
          <Logo />
          <p className="min-w-0 text-sm text-ink-2">{over ?? t('offer_paper.title')}</p>
        </div>
        <div className="rounded-2xl border border-line bg-surface p-5 text-base shadow-card sm:p-8">
          <h1 className="mb-4 break-words text-xl font-semibold">{title}</h1>
          {children}
        </div>
        <LanguageForm reloadDocument />
      </div>
    </main>
  );
}
