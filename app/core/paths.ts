/** Addresses of records, in one place, so that links, redirects and search agree. */
export const paths = {
  account: (id: string) => `/accounts/${id}`,
  contact: (accountId: string, id: string) => `/accounts/${accountId}/people?contact=${id}`,
  opportunity: (id: string) => `/opportunities/${id}`,
  visit: (id: string) => `/visits/${id}`,
  /** Where a promise stands: at the visit it was made at, else among those of its customer. */
  /** Where a commitment stands among others, also without a network. */
  promise: (id: string, visitId: string | null, accountId: string) =>
    `${visitId ? `/visits/${visitId}` : `/commitments?account=${accountId}`}#commitment-${id}`,
  need: (id: string, visitId: string | null, accountId: string) =>
    visitId ? `/visits/${visitId}#need-${id}` : `/accounts/${accountId}`,
  coaching: (id: string) => `/coaching/${id}`,
  enterprise: (id: string) => `/enterprises/${id}`,
  person: (id: string) => `/people/${id}`,
  bulkEdit: (id: string) => `/bulk-edits/${id}`,
  rule: (id: string) => `/automation/${id}`,
  customField: (id: string) => `/custom-fields/${id}`,
  import: (id: string) => `/imports/${id}`,
  offering: (id: string) => `/catalogue/${id}`,
  promotion: (id: string) => `/promotions/${id}`,
  bundle: (id: string) => `/bundles/${id}`,
  lead: (id: string) => `/leads/${id}`,
  quote: (id: string) => `/quotes/${id}`,
  offer: (quoteId: string) => `/quotes/${quoteId}/customer`,
  commitment: (id: string) => `/commitments/${id}`,
  contract: (id: string) => `/contracts/${id}`,
  reward: (id: string) => `/rewards/${id}`,
  certificate: (id: string) => `/certificates/${id}`,
  evidence: (id: string) => `/training/evidence/${id}`,
  award: (id: string) => `/awards/${id}`,
  opening: (id: string) => `/selection/${id}`,
  onboarding: (id: string) => `/onboarding/${id}`,
  course: (id: string) => `/learn/courses/${id}`,
  exam: (id: string) => `/learn/exams/${id}`,
  sitting: (id: string) => `/learn/sittings/${id}`,
  webhook: (id: string) => `/webhooks/${id}`,
  exports: '/settings/exports',
  exportSchedule: (id: string) => `/settings/exports/${id}`,
  exportFile: (id: string) => `/settings/exports/files/${id}`,
  referral: (id: string) => `/refer/${id}`,
  secondFactor: '/settings/second-factor',
  health: '/settings/health',
};

const rooms =
  /^\/(today|accounts|automation|bulk-edits|custom-fields|opportunities|visits|enterprises|review|team|imports|recycle-bin|journal|people|settings|search|commitments|interactions|visit-forms|views|units|contacts|coverage|coaching|notices|confirm|invitation|unsubscribe|outbox|leads|refer|enquiry|win-loss|m|processes|approvals|forecast|targets|quotes|satellite|catalogue|bundles|promotions|contracts|offer|rewards|training|certificates|me|verify|product|sheets|awards|selection|onboarding|performance|learn|attend|login|forgot|recover|webhooks|api)(\/|$|\?)/;

/**
 * Where a `to=` parameter may lead: a path of ours, nothing else. Backslashes, control characters, `//host`,
 * schemes and dot segments fall back to the home page.
 */
export function safeRedirect(to: FormDataEntryValue | string | null | undefined, fallback = '/'): string {
  if (typeof to !== 'string' || to.length > 2000 || !to.startsWith('/') || to.startsWith('//')) return fallback;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (/[\\\u0000-\u001f\u007f]/.test(to) || /%(5c|0d|0a|00)/i.test(to)) return fallback;
  const url = new URL(to, 'http://local.invalid');
  const normal = url.pathname + url.search;
  return url.host === 'local.invalid' && (rooms.test(normal) || normal === '/') ? normal : fallback;
}
