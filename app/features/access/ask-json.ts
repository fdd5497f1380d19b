/** Posts JSON to our own server; the answer whatever its status, null when there is none. */
export async function askJson<T>(address: string, body: object): Promise<{ ok: boolean; data: T } | null> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, data: (await answer.json()) as T };
  } catch {
    return null; // off line, or an answer that is none of ours
  }
}
