export type Refusal = 'unsupported' | 'insecure' | 'denied' | 'not_now' | 'failed';
export type Standing = { isOn: boolean; showsDetails: boolean };

/** Why this browser cannot be pushed to at all; null when it can. */
export function whyNot(): Refusal | null {
  if (!window.isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : null;
}

type Intent = 'ask' | 'keep' | 'on' | 'off';

async function tell(intent: Intent, subscription: PushSubscription, showsDetails = false): Promise<Standing> {
  const { endpoint, keys } = subscription.toJSON();
  const body = { intent, endpoint, p256dh: keys?.p256dh, auth: keys?.auth, showsDetails };
  const answer = await fetch('/settings/push', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`refused: ${answer.status}`);
  return (await answer.json()) as Standing;
}

const registered = async () => (await navigator.serviceWorker.getRegistration('/')) ?? null;

/** How this device stands, asked of the server: a subscription that it has forgotten counts for nothing. */
export async function standing(): Promise<Standing> {
  if (!('serviceWorker' in navigator)) return { isOn: false, showsDetails: false };
  const subscription = await (await registered())?.pushManager.getSubscription();
  return subscription ? tell('ask', subscription) : { isOn: false, showsDetails: false };
}

export async function switchOn(key: string, showsDetails: boolean): Promise<Standing | Refusal> {
  const refusal = whyNot();
  if (refusal) return refusal;
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'not_now';
  const registration = await navigator.serviceWorker.ready;
  try {
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    return await tell('on', subscription, showsDetails);
  } catch {
    return 'failed'; // no push service within reach, or our keys have changed since
  }
}

export async function switchOff(): Promise<Standing> {
  const subscription = await (await registered())?.pushManager.getSubscription();
  if (subscription) {
    await tell('off', subscription);
    await subscription.unsubscribe();
  }
  return { isOn: false, showsDetails: false };
}

/** A device that was on stays on for the session of now; one that changed hands is told nothing any more. */
export async function keepOn() {
  if (whyNot() || Notification.permission !== 'granted') return;
  const subscription = await (await registered())?.pushManager.getSubscription();
  if (!subscription) return;
  const { isOn } = await tell('keep', subscription);
  if (!isOn) await subscription.unsubscribe();
}
