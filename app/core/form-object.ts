type Tree = { [key: string]: Tree | FormDataEntryValue | (Tree | FormDataEntryValue)[] };
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** `attendees[0].name=x` → { attendees: [{ name: 'x' }] }; a name given twice becomes a list. Server and browser alike. */
export function nest(entries: Iterable<[string, FormDataEntryValue]>): Record<string, unknown> {
  const root: Tree = {};
  for (const [name, value] of entries) {
    const steps = name.split(/[.[\]]+/).filter(Boolean);
    if (!steps.length || steps.length > 6 || steps.some((step) => forbiddenKeys.has(step))) continue;
    let at: Tree = root;
    for (const step of steps.slice(0, -1)) {
      const next = at[step];
      if (typeof next !== 'object' || next instanceof File) at[step] = {};
      at = at[step] as Tree;
    }
    const last = steps.at(-1)!;
    const before = at[last];
    at[last] =
      before === undefined ? value : Array.isArray(before) ? [...before, value] : [before as FormDataEntryValue, value];
  }
  return arrays(root) as Record<string, unknown>;
}

/** Objects whose keys are all numbers are lists. */
function arrays(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(arrays);
  if (typeof node !== 'object' || node === null || node instanceof File) return node;
  const entries = Object.entries(node);
  const isList = entries.length > 0 && entries.every(([key]) => /^\d{1,3}$/.test(key));
  if (isList) return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => arrays(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, arrays(value)]));
}
