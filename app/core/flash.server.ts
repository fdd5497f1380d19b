import { createCookie, redirect } from '@remix-run/node';
import type { Param } from './message';
import { safeRedirect } from './paths';

/** A short message for the next page; `undo` is a post that takes the step back. */
export type Flash = {
  key: string;
  params?: Record<string, Param>;
  tone?: 'ok' | 'warn' | 'bad';
  undo?: { action: string; fields: Record<string, string | number> };
};

// Only ever shown to the browser that holds it, as a catalogue key and text, so it needs no signature.
const cookie = createCookie('flash', { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 30 });

export async function redirectWithToast(to: string, flash: Flash, headers = new Headers()) {
  headers.append('Set-Cookie', await cookie.serialize(flash));
  return redirect(to, { headers });
}

/** The message waiting, with the header that takes it away. */
export async function takeFlash(request: Request): Promise<{ flash: Flash | null; headers?: HeadersInit }> {
  // fetched ahead by the service worker: the message is for the page that is looked at
  if (request.headers.get('Purpose') === 'prefetch') return { flash: null };
  const found: unknown = await cookie.parse(request.headers.get('Cookie'));
  if (typeof found !== 'object' || found === null || typeof (found as Flash).key !== 'string') return { flash: null };
  const flash = found as Flash;
  const undo = flash.undo && { ...flash.undo, action: safeRedirect(flash.undo.action) };
  return { flash: { ...flash, undo }, headers: { 'Set-Cookie': await cookie.serialize('', { maxAge: 0 }) } };
}
