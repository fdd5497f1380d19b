// npm run audit: known holes of what runs in production, but for those of audit/accepted.json. Ends with 0 when there are
// none, 1 when there are, 3 when the registry did not say.
import { spawnSync } from 'node:child_process';
import accepted from './audit/accepted.json';
import { type Accepted, type AuditReport, findingsOf, openIn } from './audit/judge';

const patienceMs = 8000;

function ask(): AuditReport {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=6000'], {
    encoding: 'utf8',
    timeout: patienceMs,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  try {
    return JSON.parse(stdout) as AuditReport;
  } catch {
    return { message: 'no answer in time' }; // killed, or an error that is no JSON
  }
}

const report = ask();
const findings = findingsOf(report);
if (!findings) {
  console.log(`audit skipped: the registry does not answer (${report.message ?? 'unknown'})`);
  process.exit(3);
}
const { open, needless } = openIn(findings, accepted as Accepted[], new Date().toISOString().slice(0, 10));
for (const one of open) console.log(`${one.severity}: ${one.package}, ${one.title} (${one.id})`);
for (const { id } of needless) console.log(`accepted without need any more: ${id}`);
console.log(`audit: ${open.length} open, ${findings.length - open.length} accepted`);
process.exitCode = open.length ? 1 : 0;
