// The little of a worker's surroundings that is used; the worker's own library of types quarrels with the page's.
export type Lasting = { waitUntil(work: Promise<unknown>): void };
export type Fetching = Lasting & {
  request: Request;
  /** Who asks; of a page that is being opened the one that it will be. */
  clientId: string;
  resultingClientId: string;
  respondWith(answer: Promise<Response>): void;
};
export type Pushed = Lasting & { data: { json(): unknown } | null };
export type Clicked = Lasting & { notification: { close(): void; data: unknown } };
export type Told = Lasting & { data: unknown; source: { id?: string } | null };

export type Tab = {
  url: string;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
  postMessage(message: unknown): void;
};

export type WorkerScope = {
  location: Location;
  skipWaiting(): Promise<void>;
  clients: {
    claim(): Promise<void>;
    get(id: string): Promise<Tab | undefined>;
    openWindow(url: string): Promise<unknown>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<Tab[]>;
  };
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  addEventListener(name: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', listen: (event: Fetching) => void): void;
  addEventListener(name: 'push', listen: (event: Pushed) => void): void;
  addEventListener(name: 'notificationclick', listen: (event: Clicked) => void): void;
  addEventListener(name: 'message', listen: (event: Told) => void): void;
};
