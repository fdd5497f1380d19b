export function identify(pid: number): string | undefined;
export function read(file: string): string | undefined;
export function holder(file: string): number | undefined;
export function claim(file: string): number | undefined;
export function announce(file: string): void;
export function sleep(ms: number): Promise<void>;
export function gone(pid: number, ms: number): Promise<boolean>;
