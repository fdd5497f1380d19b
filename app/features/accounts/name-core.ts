const forms =
  /(?:有限责任|股份有限|有限|股份|集团|控股|总|分|子)*公司$|(?:集团|股份)$|[\s,.]+(?:inc|ltd|llc|co|corp|gmbh|limited|company|corporation)\.?$/iu;

/**
 * What of an organisation's name tells it from others: without its legal form. Null when that is too little to look
 * for, such as a place alone.
 */
export function nameCore(name: string): string | null {
  let core = name.normalize('NFKC').trim();
  for (let before = ''; before !== core; ) {
    before = core;
    core = core.replace(forms, '').trim();
  }
  const han = core.match(/\p{Script=Han}/gu)?.length ?? 0;
  const others = core.match(/(?!\p{Script=Han})[\p{L}\p{N}]/gu)?.length ?? 0;
  return han * 2 + others >= 6 ? core : null;
}
