import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type Phone = {
  /** Without the extension, so that two desks behind one switchboard compare as equal. */
  e164: string;
  extension: string | null;
  /** National for a Chinese number, international for others: `138 0013 8000`, `0571 8888 8888-8001`. */
  display: string;
};

const extensions = [
  /^(.+?)[\s,]*(?:转|轉|分机号?|分機|ext\.?|x|#)[\s:.]*(\d{1,6})$/i,
  /^((?:(?:\+?86[\s-]?)?0\d{2,3}|[48]00)[\s-]?\d{3,4}[\s-]?\d{4})-(\d{1,6})$/,
];
/** The small metadata knows only lengths; these are mobiles, 400/800 lines and landlines with their area code. */
const chinese = /^(?:1[3-9]\d{9}|[48]00\d{7}|10\d{8}|2[0-57-9]\d{8}|[3-9]\d{2}\d{7,8})$/;

/** A Chinese mobile, most of what files hold: the library takes 25 µs to see that. 179 begins a carrier's code instead. */
const mobile = /^(?:\+86[ -]?)?(1(?:[3-689]\d|7[0-8]))[ -]?(\d{4})[ -]?(\d{4})$/;

/** One phone number as typed, Chinese unless it says otherwise; null when it is none or lacks its area code. */
export function parsePhone(text: string): Phone | null {
  const typed = text
    .normalize('NFKC')
    .trim()
    .replace(/[\u2010-\u2015]/g, '-');
  const [, network, middle, last] = mobile.exec(typed) ?? [];
  if (network) {
    return { e164: `+86${network}${middle}${last}`, extension: null, display: `${network} ${middle} ${last}` };
  }
  const match = extensions.map((pattern) => pattern.exec(typed)).find(Boolean);
  const number = parsePhoneNumberFromString(match?.[1] ?? typed, { defaultCountry: 'CN', extract: false });
  if (!number?.isValid()) return null;
  if (number.country === 'CN' && !chinese.test(number.nationalNumber)) return null;
  const extension = match?.[2] ?? number.ext ?? null;
  number.ext = undefined;
  const written = number.country === 'CN' ? number.formatNational() : number.formatInternational();
  return { e164: number.number, extension, display: extension ? `${written}-${extension}` : written };
}
