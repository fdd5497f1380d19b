import { registerWords, translatorOf } from '~/core/i18n';
import type { Locale } from '~/core/locale';
import type { Translate } from '~/core/message';
import { all as en } from './en/all';
import { all as zhCN } from './zh-CN/all';

registerWords('zh-CN', zhCN);
registerWords('en', en);

/** For loaders' titles, exports, mail and jobs. */
export const translate = (locale: Locale): Translate => translatorOf(locale);
