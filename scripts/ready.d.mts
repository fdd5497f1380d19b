export const root: string;
export class Trouble extends Error {}
export function say(message: string): void;
export function requireNode(): void;
export function requireSpace(dir: string, megabytes: number): void;
export function ensureInstalled(): Promise<void>;
export function ensureBuilt(): Promise<void>;
export function ensurePrograms(): Promise<void>;
