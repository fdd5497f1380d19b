type Sent = { ok: true } | { ok: false; reason: string; isAway: boolean };

/** Posts one file and tells how far it is; a refusal names its reason, a locale key. */
export function sendFile(
  to: string,
  fields: Record<string, string>,
  file: { blob: Blob; name: string },
  onProgress: (share: number) => void,
): Promise<Sent> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file.blob, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', to);
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => resolve({ ok: false, reason: 'attachment.away', isAway: true });
    request.onload = () => {
      if (request.status === 200 && request.response?.ok) return resolve({ ok: true });
      const reason: unknown = request.response?.fields?.file ?? request.response?.reason;
      const isAway = request.status >= 500 || request.status === 0;
      resolve({ ok: false, reason: typeof reason === 'string' ? reason : 'attachment.not_sent', isAway });
    };
    request.send(body);
  });
}
