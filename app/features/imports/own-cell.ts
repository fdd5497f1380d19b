import type { CustomField, CustomValue } from '../custom-fields/rules';
import { valueSchema } from '../custom-fields/values';
import { readDay, readMoney } from './cells';

const yes = /^(是|有|对|y|yes|true|1|√|✓)$/i;
const no = /^(否|无|没有|不是|n|no|false|0|×|✗)$/i;

/** The words of a choice, whichever language the file was written in. */
const optionMeant = (field: CustomField, text: string) =>
  field.options.find(({ value, en }) => value === text || en?.toLowerCase() === text.toLowerCase())?.value ?? text;

/** What a cell says, as the form of a record would send it; null where it cannot be that at all. */
function asSent(field: CustomField, text: string, unit: '' | '万' | '亿'): unknown {
  switch (field.kind) {
    case 'day':
      return readDay(text);
    case 'amount': {
      const fen = readMoney(text, unit);
      return fen === null ? null : String(fen / 100);
    }
    case 'yes_no':
      return yes.test(text) ? 'yes' : no.test(text) ? 'no' : text;
    case 'one':
      return optionMeant(field, text);
    case 'several':
      return text.split(/[、,，;；/|\n]+/).flatMap((one) => (one.trim() ? optionMeant(field, one.trim()) : []));
    default:
      return text;
  }
}

/** A cell of a company's own field by that field's own schema, or what is wrong with it. */
export function readOwnCell(
  field: CustomField,
  text: string,
  unit: '' | '万' | '亿',
): { value: CustomValue } | { problem: string } {
  const sent = asSent(field, text, unit);
  if (sent === null) return { problem: field.kind === 'day' ? 'error.day' : 'error.money' };
  const read = valueSchema(field).safeParse(sent);
  if (!read.success) return { problem: read.error.issues[0]?.message ?? 'error.invalid' };
  return read.data === null ? { problem: 'error.required' } : { value: read.data };
}
