import { type AccessTechnology, accessTechnologies } from './rules';

type Site = { id: string; groupName: string | null; technology: AccessTechnology | null };

/** Which sites a word of a form stands for; none: the quote as a whole. */
export const chosenSites = (sites: readonly Site[], where: string, ticked: string[]) => {
  if (where === 'whole') return [];
  if (where === 'ticked') return ticked;
  const [kind, name] = [where.slice(0, where.indexOf(':')), where.slice(where.indexOf(':') + 1)];
  return sites
    .filter((site) =>
      kind === 'group' ? site.groupName === name : kind === 'access' ? site.technology === name : true,
    )
    .map((site) => site.id);
};

/** Groups and technologies of the sites, each with how many: what a form offers to choose from. */
export function placesIn(sites: readonly Site[]) {
  const groups = [...new Set(sites.flatMap(({ groupName }) => groupName ?? []))].sort();
  const count = (test: (site: Site) => boolean) => sites.filter(test).length;
  return {
    siteCount: sites.length,
    groups: groups.map((name) => ({ name, n: count(({ groupName }) => groupName === name) })),
    technologies: accessTechnologies
      .map((name) => ({ name, n: count(({ technology }) => technology === name) }))
      .filter(({ n }) => n > 0),
  };
}
