/** `0571 8888 8888-8001` → `tel:057188888888,8001`; the comma waits before the extension. */
export function telephoneLink(number: string) {
  const [, main = number, extension] = /^(.*\d)-(\d{1,6})$/.exec(number) ?? [];
  return `tel:${main.replace(/[^\d+]/g, '')}${extension ? `,${extension}` : ''}`;
}
