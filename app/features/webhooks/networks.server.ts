import { BlockList, isIP } from 'node:net';

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** `10.20.0.0/16 192.168.7.9`; throws at what is no network. */
export function networks(text: string) {
  const found = new BlockList();
  for (const one of text.split(/[\s,]+/).filter(Boolean)) {
    const [address = '', bits] = one.split('/');
    const family = familyOf(address);
    found.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return found;
}

export const isWithin = (list: BlockList, address: string) =>
  isIP(address) !== 0 && list.check(address, familyOf(address));
