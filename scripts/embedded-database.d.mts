export interface EmbeddedDatabase {
  url(database?: string): string;
  port: number;
  pid: number;
  /** Another living process owns the server; `stop` leaves it running. */
  shared: boolean;
  home: string;
  stop(): Promise<void>;
}
export function startDatabase(options: {
  dir: string;
  flags?: string[];
  log?: (message: string) => void;
}): Promise<EmbeddedDatabase>;
export function stopAbandoned(home: string): Promise<void>;
