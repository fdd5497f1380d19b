type Exists = (file: string) => boolean;
export function findChromium(exists?: Exists): string | undefined;
export function ensureChromium(machine?: { exists?: Exists; install?: () => void }): string;
