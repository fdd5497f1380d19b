/** Chrome on Windows out of a User-Agent line; good enough to recognise a device. */
export function deviceName(agent: string | null) {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari|MicroMessenger)\/?/.exec(agent ?? '')?.[1];
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(agent ?? '')?.[1];
  const name = { Edg: 'Edge', OPR: 'Opera', MicroMessenger: 'WeChat' }[browser ?? ''] ?? browser;
  return [name, system].filter(Boolean).join(' · ');
}

/** An address for others' eyes: the network, not the machine. */
export function shortAddress(address: string | null): string | null {
  if (!address) return null;
  const four = /^(?:::ffff:)?(\d+)\.(\d+)\.\d+\.\d+$/i.exec(address);
  if (four) return `${four[1]}.${four[2]}.*.*`;
  const groups = address.split(':').filter(Boolean).slice(0, 2);
  return groups.length ? `${groups.join(':')}:…` : null;
}
