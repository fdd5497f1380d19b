/** Where the page of a process lives, of the company shown. */
export const hereOf = (
  { company, code }: { company: number | null; code: string },
  more: Record<string, string> = {},
) => `/processes/${code}?${new URLSearchParams({ ...(company !== null && { company: String(company) }), ...more })}`;
