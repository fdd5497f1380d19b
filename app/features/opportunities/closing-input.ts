import { optionalChoice, optionalDay, optionalDecimal, optionalMoney, optionalText } from '~/core/fields';
import { allDetails } from './closing';

/** Asked when a deal closes; all of it may be left out. */
export const closingFields = {
  detail: optionalChoice(allDetails),
  priceGapFen: optionalMoney,
  priceGapPercent: optionalDecimal(0, 1000),
  doAgain: optionalText(1000),
  retryOn: optionalDay,
};
