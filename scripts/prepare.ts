// Run by the starter: brings the database to what this version needs and tells the starter what it then passes on.
import { ensureDatabase, ensureDemo, hasCompany } from './demo';
import { prepareDatabase } from './migrate';
import { readSecrets } from './secrets';

interface Task {
  ownerUrl: string;
  /** Set when the cluster is ours: the database is made when missing. */
  clusterUrl?: string;
  given?: { appUrl?: string; jobsUrl?: string };
  dataDir: string;
  demo: boolean;
}

const tell = (message: object) => new Promise<void>((done) => process.send?.(message, () => done()));
const log = (said: string) => void tell({ said });

async function prepare({ ownerUrl, clusterUrl, given, dataDir, demo }: Task) {
  // settings that are not right are told of here, not by processes that end again and again
  await Promise.all([import('~/core/env.server'), import('./serve/settings')]);
  if (clusterUrl) await ensureDatabase(clusterUrl, new URL(ownerUrl).pathname.slice(1));
  const { appUrl, jobsUrl } = await prepareDatabase(ownerUrl, dataDir, { ...given, log });
  const { links, signIn, vapidPublic, vapidPrivate } = readSecrets(dataDir);
  const keys = { LINK_KEY: links, SIGN_IN_KEY: signIn, VAPID_PUBLIC_KEY: vapidPublic, VAPID_PRIVATE_KEY: vapidPrivate };
  const signIns = await ensureDemo(ownerUrl, demo, log);
  return { appUrl, jobsUrl, keys, signIns, isEmpty: !signIns && !(await hasCompany(ownerUrl)) };
}

process.once('message', (task: Task) => {
  prepare(task)
    .then(
      (prepared) => tell({ prepared }),
      (error) =>
        tell({ failed: { message: error.message, stack: error.stack, code: error.code ?? error.cause?.code } }),
    )
    .finally(() => process.exit());
});
