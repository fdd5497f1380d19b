import { useFormat, useT } from '~/core/i18n';
import { paperLocales } from '~/features/offers/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Download } from '~/ui/icons';
import type { Shown } from './route';

/** The quote as PDF: asked for, made by the worker, shown here when it is there. */
export function PaperCard({ data }: { data: Shown }) {
  const t = useT();
  const f = useFormat();
  const { papers, version, newId, now } = data;
  // what was sent is made once in each language
  const toMake = paperLocales.filter(
    (locale) =>
      !papers.some(
        (one) => one.versionId && one.versionId === version?.id && one.locale === locale && one.state !== 'failed',
      ),
  );
  return (
    <Card title="PDF">
      <p className="mb-3 text-ink-2">{t(version ? 'offer.paper_of_sent' : 'offer.paper_of_draft')}</p>
      <div className="flex flex-wrap gap-2">
        {toMake.map((locale, i) => (
          <ActionForm key={locale} own hidden={{ intent: 'paper', id: `${newId.slice(0, -1)}${i}`, locale }}>
            <SubmitButton variant="secondary">{t(`offer.make_paper.${locale}`)}</SubmitButton>
          </ActionForm>
        ))}
      </div>
      <ul className="mt-3 grid">
        {papers.map((paper) => (
          <li key={paper.id} className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-2">
            {paper.state === 'made' ? (
              <a
                href={`/quote-papers/${paper.id}`}
                target="_blank"
                rel="noreferrer"
                className="inline-flex min-w-0 flex-1 items-center gap-2 text-brand-ink hover:underline max-sm:min-h-11"
              >
                <Download /> {t(`offer.paper.${paper.locale}`)}
              </a>
            ) : (
              <span className="flex-1 text-ink-2">
                {t(`offer.paper.${paper.locale}`)} · {t(`offer.paper_${paper.state}`)}
              </span>
            )}
            <span className="num text-xs text-ink-3">
              {paper.pages !== null && `${t('offer.pages', { n: paper.pages })} · `}
              {!paper.versionId && `${t('offer_paper.draft')} · `}
              {f.when(paper.createdAt, now)}
            </span>
            {paper.missing && (
              <span className="w-full text-xs text-warn-ink">{t('offer.missing', { what: paper.missing })}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
