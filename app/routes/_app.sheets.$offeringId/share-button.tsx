import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { useHydrated } from '~/ui/hydrated';
import { useToast } from '~/ui/toast';

/** The phone's own way of sharing where it has one, else the link on the clipboard. */
export function ShareButton({ title, link }: { title: string; link: string }) {
  const t = useT();
  const toast = useToast();
  const hydrated = useHydrated();
  const hasShare = hydrated && typeof navigator.share === 'function';
  async function share() {
    if (hasShare)
      await navigator.share({ title, url: link }).catch(() => {}); // closed without choosing
    else {
      await navigator.clipboard.writeText(link);
      toast({ text: t('sheet.copied') });
    }
  }
  if (!hydrated) return null;
  return (
    <Button variant="primary" block onClick={share}>
      {t(hasShare ? 'sheet.send' : 'sheet.copy')}
    </Button>
  );
}
