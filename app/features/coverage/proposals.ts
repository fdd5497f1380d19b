/** A visit that coverage will ask for. */
export type Wish = { accountId: string; dueOn: string; region: string | null };
/** What a person has planned for a day: in which regions. */
export type Load = { day: string; regions: (string | null)[] };

/**
 * A day for each wish, the first due first: where the person is in the same region anyway, else where there is least to
 * do, else the earliest; in time if there is room, and on no day more than `perDay`. What finds no room waits.
 */
export function assignDays(wishes: readonly Wish[], planned: readonly Load[], perDay: number) {
  const loads = planned.map(({ day, regions }) => ({ day, regions: [...regions] }));
  const found: { accountId: string; day: string }[] = [];
  const order = (a: Wish, b: Wish) =>
    a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.accountId < b.accountId ? -1 : 1;
  for (const { accountId, dueOn, region } of [...wishes].sort(order)) {
    const open = loads.filter(({ regions }) => regions.length < perDay);
    const inTime = open.filter(({ day }) => day <= dueOn);
    const near = ({ regions }: Load) => (region ? regions.filter((one) => one === region).length : 0);
    const best = (inTime.length ? inTime : open.slice(0, 3)).reduce<Load | null>((chosen, load) => {
      if (!chosen || near(load) > near(chosen)) return load;
      return near(load) === near(chosen) && load.regions.length < chosen.regions.length ? load : chosen;
    }, null);
    if (!best) continue;
    best.regions.push(region);
    found.push({ accountId, day: best.day });
  }
  return found;
}
