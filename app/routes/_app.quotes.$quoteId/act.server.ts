import type { Context } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { checked } from '~/core/input.server';
import { paths } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { withdraw } from '~/features/approvals/commands/decide.server';
import { askSatellite, checkSitesAgain, takeAlternative } from '~/features/quotes/commands/access.server';
import { dropBundle } from '~/features/quotes/commands/bundle.server';
import { copyQuote } from '~/features/quotes/commands/copy.server';
import { changeLines, removeLines, takeNewPrices } from '~/features/quotes/commands/lines.server';
import { choosePromotion, dropPromotion } from '~/features/quotes/commands/promotion.server';
import { sendQuote } from '~/features/quotes/commands/send.server';
import { connectSites, groupSites, removeSites } from '~/features/quotes/commands/sites.server';
import { reviseQuote, submitQuote, withdrawQuote } from '~/features/quotes/commands/submit.server';
import { discountGroup, discountQuote } from '~/features/quotes/commands/terms.server';
import {
  askSatelliteInput,
  changeLinesInput,
  copyInput,
  discountInput,
  groupDiscountInput,
  groupInput,
  pickInput,
  promotionInput,
  removeLinesInput,
  sendInput,
  sitesInput,
  submitInput,
  takeAlternativeInput,
  technologyInput,
  versionInput,
} from '~/features/quotes/input';
import { accessTechnologies } from '~/features/quotes/rules';

type Body = Record<string, unknown>;

/** One verb each; the answer is a page with a word on it, or the refusal at its form. */
export async function actOnQuote(ctx: Context, id: string, body: Body) {
  const page = paths.quote(id);
  const sites = `${page}?tab=sites`;
  const version = (run: (version: number) => ReturnType<typeof reviseQuote>) =>
    checked(body, versionInput, (input) => run(input.version));
  const plain = async (result: Awaited<ReturnType<typeof reviseQuote>>, key: string, to = page) =>
    result.ok ? redirectWithToast(to, { key }) : invalid(result, body);
  switch (body.intent) {
    case 'line':
      return plain(
        await checked(body, changeLinesInput, (input) => changeLines(ctx, id, input)),
        'quote.saved',
        backTo(page, body),
      );
    case 'remove_line':
      return plain(
        await checked(body, removeLinesInput, (input) => removeLines(ctx, id, input)),
        'quote.saved',
        backTo(page, body),
      );
    case 'drop_bundle':
      return plain(await checked(body, pickInput, (input) => dropBundle(ctx, id, input)), 'quote.saved');
    case 'give_promotion':
      return plain(await checked(body, promotionInput, (input) => choosePromotion(ctx, id, input)), 'quote.saved');
    case 'drop_promotion':
      return plain(await checked(body, promotionInput, (input) => dropPromotion(ctx, id, input)), 'quote.saved');
    case 'discount':
      return plain(await checked(body, discountInput, (input) => discountQuote(ctx, id, input)), 'quote.saved');
    case 'group_discount':
      return plain(await checked(body, groupDiscountInput, (input) => discountGroup(ctx, id, input)), 'quote.saved');
    case 'reprice': {
      const result = await checked(body, versionInput, (input) => takeNewPrices(ctx, id, input.version));
      return result.ok ? redirectWithToast(page, { key: 'quote_line.taken' }) : invalid(result, body);
    }
    case 'group':
      return plain(await checked(body, groupInput, (input) => groupSites(ctx, id, input)), 'quote.saved', sites);
    case 'connect':
      return plain(
        await checked(body, technologyInput, ({ technology, ...input }) =>
          connectSites(ctx, id, {
            ...input,
            technology: accessTechnologies.find((one) => one === technology) ?? null,
          }),
        ),
        'quote.saved',
        sites,
      );
    case 'remove_sites':
      return plain(await checked(body, sitesInput, (input) => removeSites(ctx, id, input)), 'quote.saved', sites);
    case 'recheck':
      return plain(await version((seen) => checkSitesAgain(ctx, id, seen)), 'quote.saved', sites);
    case 'ask_satellite':
      return plain(
        await checked(body, askSatelliteInput, (input) => askSatellite(ctx, id, input)),
        'quote_site.checked',
        backTo(page, body),
      );
    case 'take_alternative':
      return plain(
        await checked(body, takeAlternativeInput, (input) => takeAlternative(ctx, id, input)),
        'quote_site.checked',
        backTo(page, body),
      );
    case 'submit': {
      const result = await checked(body, submitInput, (input) => submitQuote(ctx, id, input));
      if (!result.ok) return invalid(result, body);
      const who = result.value.names.join(', ');
      return redirectWithToast(
        page,
        who ? { key: 'quote_approval.sent', params: { who } } : { key: 'quote_approval.passed' },
      );
    }
    case 'take_back':
      return plain(await withdraw(ctx, String(body.approvalId ?? '')), 'approval.withdrawn');
    case 'send': {
      const result = await checked(body, sendInput, (input) => sendQuote(ctx, id, input));
      return result.ok ? redirectWithToast(page, { key: 'quote.sent_done' }) : invalid(result, body);
    }
    case 'revise':
      return plain(await version((seen) => reviseQuote(ctx, id, seen)), 'quote.revised');
    case 'withdraw':
      return plain(await version((seen) => withdrawQuote(ctx, id, seen)), 'quote.withdrawn_done');
    default: {
      const result = await checked(body, copyInput, (input) => copyQuote(ctx, id, input));
      return result.ok
        ? redirectWithToast(paths.quote(result.value.id), { key: 'quote.copied' })
        : invalid(result, body);
    }
  }
}

const backTo = (page: string, body: Body) => (body.siteId ? `${page}?tab=sites&site=${body.siteId}` : page);
