export const paperStates = ['waiting', 'made', 'failed'] as const;
export type PaperState = (typeof paperStates)[number];
export const paperLocales = ['zh-CN', 'en'] as const;
export type PaperLocale = (typeof paperLocales)[number];

/** How a quote stands for who holds its link; only `open` can be answered. */
export const offerStates = ['open', 'accepted', 'declined', 'expired', 'superseded', 'withdrawn', 'link_over'] as const;
export type OfferState = (typeof offerStates)[number];

export const longestQuestion = 1000;
/** Days a link opens the page when nothing else is said: past the quote's last day the page still says so. */
export const linkDays = 60;
