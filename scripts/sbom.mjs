// npm run sbom [-- FILE]: what the application is made of when it runs, as CycloneDX, out of the lock file. Not by
// `npm sbom`: it leaves out packages that run and are also peers of ones that do not (React), or stops over optional ones.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'sbom.cdx.json';
const { name, version, description } = JSON.parse(readFileSync('package.json', 'utf8'));
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

const folder = 'node_modules/';
const nameAt = (where) => where.slice(where.lastIndexOf(folder) + folder.length);
const refAt = (where) => (where ? `${nameAt(where)}@${packages[where].version}` : `${name}@${version}`);

/** Where a package finds another: beside itself, else further up, as Node looks. */
function found(where, wanted) {
  for (let at = where; ; at = at.slice(0, Math.max(0, at.lastIndexOf(`/${folder}`)))) {
    const there = at ? `${at}/${folder}${wanted}` : folder + wanted;
    if (packages[there]) return there;
    if (!at) return null;
  }
}

const needs = ({ dependencies, optionalDependencies, peerDependencies }) =>
  Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });

function componentAt(where) {
  const { integrity, license, optional } = packages[where];
  const called = nameAt(where);
  const [group, own] = called.startsWith('@') ? called.split('/') : [undefined, called];
  const [alg, hash] = integrity?.split('-') ?? [];
  return {
    type: 'library',
    'bom-ref': refAt(where),
    ...(group && { group }),
    name: own,
    version: packages[where].version,
    scope: optional ? 'optional' : 'required',
    purl: `pkg:npm/${called.replace('@', '%40')}@${packages[where].version}`,
    ...(hash && {
      hashes: [{ alg: alg.replace('sha', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') }],
    }),
    ...(license && { licenses: [{ expression: license }] }),
  };
}

const running = Object.keys(packages).filter((where) => where && !packages[where].dev);
const components = new Map(running.map((where) => [refAt(where), componentAt(where)]));
const dependencies = new Map();
for (const where of ['', ...running]) {
  const known = dependencies.get(refAt(where)) ?? [];
  const own = needs(packages[where]).map((wanted) => found(where, wanted));
  const refs = own.filter((there) => there && !packages[there].dev).map(refAt);
  dependencies.set(refAt(where), [...new Set([...known, ...refs])]);
}
const ref = refAt('');
const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    timestamp: new Date().toISOString(),
    component: { type: 'application', 'bom-ref': ref, name, version, description, purl: `pkg:npm/${ref}` },
  },
  components: [...components.values()],
  dependencies: [...dependencies].map(([of, dependsOn]) => ({ ref: of, dependsOn })),
};
writeFileSync(file, `${JSON.stringify(bom, null, 1)}\n`);
console.log(`${file}: ${bom.components.length} components`);
