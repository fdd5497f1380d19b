// What a failed start means for the person who started it.
const address = () => {
  try {
    const url = new URL(process.env.DATABASE_URL);
    return `${url.hostname}:${url.port || 5432}, database ${url.pathname.slice(1)}`;
  } catch {
    return 'its address';
  }
};

const meanings = [
  [
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|CONNECT_TIMEOUT|CONNECTION_CLOSED|ECONNRESET|57P03)$/,
    () => `The database does not answer (${address()}). Is it running, and is DATABASE_URL right?`,
  ],
  [/^(28P01|28000)$/, () => `The database refuses the login in DATABASE_URL (${address()}): check name and password.`],
  [/^3D000$/, () => `The database does not exist (${address()}): create it, owned by the login in DATABASE_URL.`],
  [
    /^42501$/,
    (error) =>
      `The login in DATABASE_URL may not do what the migrations need (${error.message}). It must own the database and be allowed to create roles.`,
  ],
  [/^(ENOSPC|53100)$/, () => 'The disk is full: free some space and start again.'],
  [
    /^(EACCES|EPERM|EROFS)$/,
    (error) => `No right to use ${error.path ?? 'a file'}: set DATA_DIR to a folder of yours.`,
  ],
];

export function explain(error) {
  const code = String(error?.code ?? error?.cause?.code ?? '');
  const meaning = meanings.find(([pattern]) => pattern.test(code));
  if (meaning) return meaning[1](error);
  // our own errors are sentences; anything else needs its place
  return code || !(error instanceof Error) || error.constructor !== Error
    ? (error?.stack ?? String(error))
    : error.message;
}
