/** Which connections and gate a request reads through: what many work in never waits for what few ask much of. */
export type LaneName = 'pages' | 'reports' | 'downloads';

// reads of many rows that nobody works in: reviews, dashboards, the matrix, what is kept
const reports =
  /^\/(review(\/(analysis|one-to-one))?|win-loss|targets|coverage\/map|commitments\/kept|performance(\/[^/]+)?|team|training(\/(gaps|progress))?|settings\/health)$/;
const downloads = /^\/((accounts|opportunities|visits|training|rewards\/payroll)\/export|journal\.csv)$/;

/** By the address of a read, with or without the ending of a page's data; whatever writes is a page's. */
export function laneOf(method: string, pathname: string): LaneName {
  if (method !== 'GET' && method !== 'HEAD') return 'pages';
  const page = pathname.replace(/\.data$/, '').replace(/\/$/, '');
  if (reports.test(page)) return 'reports';
  return downloads.test(page) ? 'downloads' : 'pages';
}
