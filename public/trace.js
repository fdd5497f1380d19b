// Tells the server how long pages took here, under the ids that their requests carried. Sent with a page only where traces
// are collected; tells paths and times, no query, no text.
(() => {
  const { traceparent, at: madeAt } = document.currentScript.dataset;
  const [, pageTrace, pageSpan] = traceparent.split('-');
  const random = (bytes) =>
    [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const waiting = [];
  let timer;
  const send = () => {
    clearTimeout(timer);
    const spans = waiting.splice(0, 20);
    if (spans.length) navigator.sendBeacon('/traces', new Blob([JSON.stringify(spans)], { type: 'application/json' }));
  };
  const tell = (trace, span, kind, path, start, end) => {
    const at = performance.timeOrigin;
    waiting.push({ trace, span, kind, path, start: at + start, end: at + end });
    clearTimeout(timer);
    timer = setTimeout(send, 1000);
  };
  // a page that was kept for times without a network was made long before it was asked for: its trace is over
  const isFresh = Number(madeAt) > performance.timeOrigin - 60_000;
  addEventListener('load', () =>
    setTimeout(() => isFresh && tell(pageTrace, pageSpan, 'load', location.pathname, 0, performance.now())),
  );
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send());

  // moving to another page asks for its data; every other request stays as it is
  const fetchAsBefore = window.fetch;
  window.fetch = (input, init) => {
    const url = typeof input === 'string' || input instanceof URL ? new URL(input, location.href) : null;
    if (!url || url.origin !== location.origin || !url.pathname.endsWith('.data')) return fetchAsBefore(input, init);
    const [trace, span, start] = [random(16), random(8), performance.now()];
    const headers = new Headers(init?.headers);
    headers.set('traceparent', `00-${trace}-${span}-01`);
    const answer = fetchAsBefore(input, { ...init, headers });
    const end = () => tell(trace, span, 'move', url.pathname, start, performance.now());
    answer.then(end, end);
    return answer;
  };
})();
