import { readPush } from './addresses';
import type { Clicked, WorkerScope } from './scope';

declare const self: WorkerScope;

export function listenForPushes() {
  // Browsers end a subscription that shows nothing, so what cannot be read is shown too.
  self.addEventListener('push', (event) => {
    let told: unknown = null;
    try {
      told = event.data?.json();
    } catch {} // not ours
    const { id, title, body, url } = readPush(told, self.location.origin) ?? {
      ...{ id: 'notices', title: 'Jiketong', body: '', url: '/notices' },
    };
    const look = { body, tag: id, icon: '/icon-192.png', badge: '/icon-192.png', data: { url } };
    event.waitUntil(self.registration.showNotification(title, look));
  });

  self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(lead(event));
  });
}

/** To the page in a window that is open, else in a new one. */
async function lead({ notification }: Clicked) {
  const { url = '/notices' } = (notification.data ?? {}) as { url?: string };
  const [tab] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!tab) return void (await self.clients.openWindow(url));
  // a browser may refuse to bring a window to the front; the page is led there all the same
  await tab.focus().catch(() => {});
  await tab.navigate(url).catch(() => self.clients.openWindow(url));
}
