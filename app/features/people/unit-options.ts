type Unit = { id: number; parentId: number | null; name: string };

/** For pickers: the name; where it occurs more than once, after as many of the units above as tell it from the others. */
export function unitOptions(list: readonly Unit[]): { id: number; name: string }[] {
  const byId = new Map(list.map((unit) => [unit.id, unit]));
  const lines = list.map((unit) => {
    const line = [unit.name];
    for (let above = parentOf(unit, byId); above; above = parentOf(above, byId)) line.unshift(above.name);
    return line;
  });
  const paths = list.map(({ name }) => name);
  const deepest = Math.max(0, ...lines.map((line) => line.length));
  for (let names = 2; names <= deepest; names += 1) {
    const times = new Map<string, number>();
    for (const path of paths) times.set(path, (times.get(path) ?? 0) + 1);
    for (const [i, line] of lines.entries()) {
      if (times.get(paths[i]!)! > 1) paths[i] = line.slice(-names).join(' / ');
    }
  }
  return list.map((unit, i) => ({ id: unit.id, name: paths[i]! }));
}

const parentOf = (unit: Unit, byId: Map<number, Unit>) =>
  unit.parentId === null ? undefined : byId.get(unit.parentId);
