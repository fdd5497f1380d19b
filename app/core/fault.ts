/** What a program said of its failure without what it may have repeated of ours: quoted or bracketed text, addresses, numbers of people. */
export const withoutData = (error: string) =>
  error
    .replace(/\b(https?:\/\/[^\s/"']+)[^\s"']*/g, '$1/…')
    .replace(/"[^"]*"|'[^']*'|“[^”]*”|`[^`]*`/g, '"…"')
    .replace(/\([^()]*\)/g, '(…)')
    .replace(/\S+@\S+/g, '…')
    .replace(/\d{5,}/g, '…')
    .slice(0, 160);

/** How engines say that something is missing: its name is a word of our code. */
const missing = /^Cannot read properties of (undefined|null) \(reading '\w{1,40}'\)$/;

/** What the database names besides its sentence: words of our schema, while its `detail` repeats rows. */
const named = ['code', 'table_name', 'column_name', 'constraint_name'];

/** A failure as a log may keep it: its kind and where it happened, without anybody's data. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return withoutData(typeof error === 'string' ? error : kindOf(error));
  const { name, message, stack = '' } = error;
  const said = missing.test(message) ? message : withoutData(message);
  const more = error as unknown as Record<string, unknown>;
  const names = named.flatMap((key) => more[key] ?? []);
  // behind the message, which may look like frames
  const frames = stack.slice(stack.indexOf(message) + message.length).match(/^ +at .*$/gm) ?? [];
  return [[name, ...names, said].join(' '), ...frames].join('\n');
}

function kindOf(error: unknown) {
  const { status, data } = (error ?? {}) as { status?: unknown; data?: { reason?: unknown } };
  return [typeof error, status, data?.reason].filter((part) => part !== undefined).join(' ');
}
