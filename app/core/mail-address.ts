export type MailAddress = { name: string; address: string };

// What servers really take, and nothing that could end a header or name a second recipient.
const plain =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

export const isMailAddress = (text: string) => text.length <= 254 && plain.test(text) && !/\.\.|^\.|\.@/.test(text);

/** `name@host` or `Name <name@host>`. */
export function parseFrom(text: string): MailAddress | null {
  const named = /^\s*"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>\s*$/.exec(text);
  const name = named?.[1] ?? '';
  const address = named?.[2] ?? text.trim();
  return isMailAddress(address) && oneLine(name) === name ? { name, address } : null;
}

/** A text as it may stand in a header: one line, without what people cannot see. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
export const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
