import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { door } from '~/core/db.server';
import { tooMany } from '~/core/refusals.server';
import { hashLink } from '~/features/mail/deliver.server';
import type { QuoteDocument } from '~/features/quotes/document';
import type { CustomerInput } from './input';
import type { OfferState, PaperLocale } from './rules';
import { type Shown, shownTo } from './shown';

// a secret cannot be guessed; who tries all the same is slowed down, and so is who writes without end
const misses = new RateLimiterMemory({ keyPrefix: 'offer', points: 30, duration: 600 });
const writes = new RateLimiterMemory({ keyPrefix: 'offer-write', points: 20, duration: 600 });

async function known<T>(secret: string, address: string, ask: (hash: string) => Promise<T | null>): Promise<T | null> {
  const missed = await misses.get(address);
  if (missed && missed.remainingPoints <= 0) throw tooMany(Math.ceil(missed.msBeforeNext / 1000));
  const found = /^[\w-]{43}$/.test(secret) ? await ask(hashLink(secret)) : null;
  if (found === null) await misses.penalty(address);
  return found;
}

type Row = {
  state: OfferState;
  document: string | null;
  answered_at: string | null;
  answered_by: string | null;
  answered_title: string | null;
  questions: string;
  papers: string;
};
export type CustomerQuestion = {
  id: string;
  name: string;
  text: string;
  at: string;
  answer: string | null;
  answeredAt: string | null;
};
type PaperRow = { locale: PaperLocale; sha256: string };

async function read(hash: string) {
  const [row] = await door<Row>('select * from app.offer($1)', [hash]);
  if (!row) return null;
  const document = row.document ? (JSON.parse(row.document) as QuoteDocument) : null;
  return { row, document, papers: JSON.parse(row.papers) as PaperRow[] };
}

export type Offer = {
  state: OfferState;
  quote: Shown | null;
  answeredAt: string | null;
  answeredBy: string | null;
  questions: CustomerQuestion[];
  papers: PaperLocale[];
};

/** What the holder of a link is shown; null alike for one that never was and one taken back. */
export const findOffer = (secret: string, address = 'unknown'): Promise<Offer | null> =>
  known(secret, address, async (hash) => {
    const found = await read(hash);
    if (!found) return null;
    const { row, document, papers } = found;
    const by = [row.answered_by, row.answered_title].filter(Boolean).join(' · ');
    return {
      state: row.state,
      quote: document && shownTo(document),
      answeredAt: row.answered_at && new Date(row.answered_at).toISOString(),
      answeredBy: by || null,
      questions: JSON.parse(row.questions) as CustomerQuestion[],
      papers: papers.map(({ locale }) => locale),
    };
  });

/** The PDF in a language, as a file to serve; null when there is none yet. */
export const findOfferPaper = (secret: string, locale: string, address = 'unknown') =>
  known(secret, address, async (hash) => {
    const found = await read(hash);
    const paper = found?.papers.find((one) => one.locale === locale);
    if (!found?.document || !paper) return null;
    return { sha256: paper.sha256, smallSha256: null, mime: 'application/pdf', name: `${found.document.number}.pdf` };
  });

export type Said = 'done' | 'too_many' | Exclude<OfferState, 'open'>;

/** Asks, accepts or declines; what comes too late changes nothing and is told how the quote stands. */
export const sayToOffer = (secret: string, input: CustomerInput, address = 'unknown'): Promise<Said | null> =>
  known(secret, address, async (hash) => {
    await writes.consume(address).catch((used: RateLimiterRes) => {
      throw tooMany(Math.ceil(used.msBeforeNext / 1000));
    });
    const [row] =
      input.intent === 'ask'
        ? await door<{ said: Said | 'unknown' }>('select app.ask_offer($1, $2::uuid, $3, $4) as said', [
            ...[hash, input.id, input.name, input.text],
          ])
        : await door<{ said: Said | 'unknown' }>('select app.answer_offer($1, $2::text::boolean, $3, $4, $5) as said', [
            ...[hash, String(input.intent === 'accept'), input.name, input.title],
            input.intent === 'decline' ? input.reason : null,
          ]);
    return !row || row.said === 'unknown' ? null : row.said;
  });
