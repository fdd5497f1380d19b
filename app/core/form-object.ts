type Tree = { [name: string]: unknown };

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Form data as one object: `site.city` nests, `lines.0.price` makes a list, a repeated name becomes a list. */
export function formObject(form: Iterable<[string, FormDataEntryValue]>): Tree {
  const root: Tree = Object.create(null);
  for (const [name, value] of form) {
    const path = name.split('.');
    if (path.length > 6 || path.some((part) => forbidden.has(part))) continue;
    let node = root;
    for (const part of path.slice(0, -1)) {
      if (typeof node[part] !== 'object' || node[part] === null || Array.isArray(node[part]))
        node[part] = Object.create(null);
      node = node[part] as Tree;
    }
    const last = path.at(-1) ?? '';
    const before = node[last];
    if (before === undefined) node[last] = value;
    else if (Array.isArray(before)) before.push(value);
    else node[last] = [before, value];
  }
  return listed(root) as Tree;
}

/** Objects whose names are 0, 1, 2 … are lists. */
function listed(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null || value instanceof Blob) return value;
  const entries = Object.entries(value).map(([name, child]) => [name, listed(child)] as const);
  if (entries.length > 0 && entries.every(([name]) => /^\d{1,4}$/.test(name))) {
    return entries.sort((a, b) => Number(a[0]) - Number(b[0])).map(([, child]) => child);
  }
  return Object.fromEntries(entries);
}
