// npm run sbom [-- FILE]: what the application is made of when it runs, as CycloneDX, out of the lock file.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'sbom.cdx.json';
const asked = ['--sbom-format=cyclonedx', '--sbom-type=application', '--omit=dev', '--package-lock-only'];
const { stdout, stderr, status } = spawnSync('npm', ['sbom', ...asked], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
if (status !== 0) {
  console.error(stderr);
  process.exit(1);
}
const bom = JSON.parse(stdout);
// npm takes the name of the folder
bom.metadata.component.name = JSON.parse(readFileSync('package.json', 'utf8')).name;
writeFileSync(file, `${JSON.stringify(bom, null, 1)}\n`);
console.log(`${file}: ${bom.components.length} components`);
