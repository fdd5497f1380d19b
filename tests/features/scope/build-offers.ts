import {
  contractAmendments,
  contractSites,
  contracts,
  installedProducts,
  offeringPrices,
  offerings,
  quoteLines,
  quoteLinks,
  quotePapers,
  quoteQuestions,
  quoteSites,
  quotes,
  quoteVersions,
} from '#drizzle/schema';
import type { Db } from '~/core/db.server';
import { newId } from '~/core/ids';
import { usualCredits } from '~/features/contracts/rules';
import { sampleQuote } from '../../support/sample-quote';

type At = { tenantId: number; unitId: number; ownerId: string; id: string; accountId: string };
type Each = <T>(table: string, more: (i: number) => T) => (At & T)[];

const document = sampleQuote(1, 1);
const money = { oneOffFen: 1, monthlyFen: 1, totalFen: 1, taxFen: 1 };
const sold = {
  ...{ position: 1, offeringCode: 'O', offeringName: '专线', priceName: '月租' },
  ...{ kind: 'recurring' as const, period: 'month' as const, unit: 'item' as const, quantity: 1 },
};

/** For every row a quote with what belongs to it, and the contract it became. */
export async function buildOffers(db: Db, each: Each, rowIds: Record<string, string>[], personId: string, now: Date) {
  const of = (i: number) => rowIds[i]!;
  const [offeringId, priceId] = [newId(), newId()];
  const price = {
    kind: 'recurring' as const,
    period: 'month' as const,
    amountFen: 1,
    costFen: 1,
    taxPercent: 6 as const,
  };
  await db.insert(offerings).values({ id: offeringId, code: newId(), name: '专线', line: 'internet' });
  await db
    .insert(offeringPrices)
    .values({ id: priceId, offeringId, code: 'P', name: '月租', validFrom: '2026-01-01', approvedAt: now, ...price });
  await db.insert(quotes).values(
    each('quotes', (i) => ({
      opportunityId: of(i).opportunities!,
      number: `Q-${newId()}`,
      title: '报价',
      state: 'accepted' as const,
      months: 12,
      validUntil: '2099-12-31',
      createdBy: personId,
    })),
  );
  const ofQuote = (i: number) => ({ quoteId: of(i).quotes! });
  await db.insert(quoteSites).values(each('quote_sites', (i) => ({ ...ofQuote(i), position: 1, name: '站点' })));
  await db.insert(quoteLines).values(
    each('quote_lines', (i) => ({
      ...{ ...ofQuote(i), ...sold, ...price, offeringId, productLine: 'internet' as const, priceId, priceCode: 'P' },
      tiers: [],
    })),
  );
  await db.insert(quoteVersions).values(
    each('quote_versions', (i) => ({
      ...ofQuote(i),
      ...{ revision: 1, number: 'Q', document, totalFen: 1, validUntil: '2099-12-31', sentAt: now, sentBy: personId },
      ...{ acceptedAt: now, acceptedName: '客户' },
    })),
  );
  const versionId = (i: number) => of(i).quote_versions!;
  await db.insert(quoteLinks).values(
    each('quote_links', (i) => ({
      versionId: versionId(i),
      tokenHash: newId(),
      expiresAt: now,
      createdBy: personId,
    })),
  );
  await db.insert(quoteQuestions).values(
    each('quote_questions', (i) => ({
      versionId: versionId(i),
      linkId: of(i).quote_links!,
      name: '客户',
      text: '多久？',
    })),
  );
  await db.insert(quotePapers).values(
    each('quote_papers', (i) => ({
      ...ofQuote(i),
      versionId: versionId(i),
      locale: 'zh-CN' as const,
      createdBy: personId,
    })),
  );
  await db.insert(contracts).values(
    each('contracts', (i) => ({
      ...{
        ...ofQuote(i),
        versionId: versionId(i),
        opportunityId: of(i).opportunities!,
        year: 0,
        sequence: 0,
        number: '',
      },
      ...{ title: '合同', months: 12, credits: usualCredits, createdBy: personId, ...money },
    })),
  );
  const ofContract = (i: number) => ({ contractId: of(i).contracts! });
  await db
    .insert(contractSites)
    .values(each('contract_sites', (i) => ({ ...ofContract(i), position: 1, name: '站点' })));
  await db.insert(installedProducts).values(
    each('installed_products', (i) => ({
      ...ofContract(i),
      ...sold,
      offeringId,
      netFen: 1,
      oneOffFen: 0,
      monthlyFen: 1,
    })),
  );
  await db.insert(contractAmendments).values(
    each('contract_amendments', (i) => ({
      ...ofContract(i),
      kind: 'other' as const,
      text: '补充',
      effectiveOn: '2026-11-21',
    })),
  );
}
