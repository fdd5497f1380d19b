// The little of a worker's surroundings that is used; the worker's own library of types quarrels with the page's.
export type Lasting = { waitUntil(work: Promise<unknown>): void };
export type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void };
export type Told = Lasting & { data: unknown };

export type WorkerScope = {
  location: Location;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', listen: (event: Fetching) => void): void;
  addEventListener(name: 'message', listen: (event: Told) => void): void;
};
