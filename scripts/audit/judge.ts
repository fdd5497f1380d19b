/** What `npm audit --json` says of one package: an advisory, or the name of another package that brings it. */
type Via = string | { url: string; title: string; severity: string; name: string };
export type AuditReport = { vulnerabilities?: Record<string, { via: Via[] }>; error?: unknown; message?: string };

/** An advisory that we live with for a while: why it does not reach us, and the day to look again. */
export type Accepted = { id: string; why: string; until: string };

export type Finding = { id: string; package: string; severity: string; title: string };

/** The advisories of a report, each once; null when it is none because the registry did not answer. */
export function findingsOf(report: AuditReport): Finding[] | null {
  if (!report.vulnerabilities) return null;
  const found = new Map<string, Finding>();
  for (const { via } of Object.values(report.vulnerabilities))
    for (const one of via) {
      if (typeof one === 'string') continue;
      const id = one.url.split('/').at(-1) ?? one.url;
      found.set(id, { id, package: one.name, severity: one.severity, title: one.title });
    }
  return [...found.values()].sort((a, b) => a.id.localeCompare(b.id));
}

/** What has to be mended: advisories that nobody accepted or not until today, and acceptances that accept nothing any more. */
export function openIn(findings: Finding[], accepted: Accepted[], today: string) {
  const holds = new Set(accepted.filter(({ until }) => until >= today).map(({ id }) => id));
  return {
    open: findings.filter(({ id }) => !holds.has(id)),
    needless: accepted.filter(({ id }) => !findings.some((finding) => finding.id === id)),
  };
}
