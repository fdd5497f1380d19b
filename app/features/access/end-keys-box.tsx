import { useT } from '~/core/i18n';
import { Checkbox } from '~/ui/checkbox';

/** Whether programs and the calendar's address end together with sessions; they do unless somebody says otherwise. */
export function EndKeysBox() {
  const t = useT();
  return <Checkbox name="keys" defaultChecked label={t('access.end_keys')} hint={t('access.end_keys_hint')} />;
}
