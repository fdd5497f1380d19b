/** An address that a push service could have: https, by name, on the usual port. Where it leads is looked at on the way. */
export function isPushAddress(text: string) {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password, hash } = new URL(text);
  const isNamed =
    /^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z][a-z\d-]*$/i.test(hostname) &&
    !/\.(local|localhost|internal|home|lan)$/i.test(hostname);
  return protocol === 'https:' && isNamed && port === '' && !username && !password && !hash;
}
