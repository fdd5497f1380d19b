import { useNavigate } from '@remix-run/react';
import { useT } from '~/core/i18n';
import type { Item } from '~/core/offline/item';
import { Button, ButtonLink } from '~/ui/button';
import { useConfirm } from '~/ui/confirm';
import { useToast } from '~/ui/toast';
import { asNewVisit, formOf, recordOf, versionOfNow } from './again';

const nothingThere = [403, 404];
const openBox = () => import('~/core/offline/box');

/** What can be done about an item: mine or theirs, another visit, the form once more, a copy, or nothing at all. */
export function ItemActions({ item, texts }: { item: Item; texts: string[] }) {
  const t = useT();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const toast = useToast();
  const { refusal } = item;
  const form = formOf(item);
  const version = versionOfNow(item);
  const isThere = refusal && !nothingThere.includes(refusal.status);
  const there = refusal?.reason === 'visit.cannot_complete' ? refusal.now : null;
  const accountId = there && 'accountId' in there ? there.accountId : undefined;

  async function again() {
    const box = await openBox();
    if (!form) return box.retry(item);
    await box.saveDraft(form.draft, { entries: item.entries, replaces: item.id });
    navigate(form.to);
  }
  async function another(accountId: string) {
    const { to, draft, entries } = asNewVisit(item, accountId);
    await (await openBox()).saveDraft(draft, { entries, replaces: item.id });
    navigate(to);
  }
  async function discard() {
    const yes = t('outbox.discard');
    const answer = await confirm({ title: t('outbox.discard_title'), text: t('outbox.discard_text'), yes });
    if (answer === 'yes') await (await openBox()).discard(item.id);
  }
  async function copy() {
    await navigator.clipboard.writeText(texts.join('\n'));
    toast({ text: t('outbox.copied') });
  }

  return (
    <>
      {version !== null && <p className="text-xs text-ink-3">{t('outbox.use_mine_hint')}</p>}
      <div className="flex flex-wrap gap-2">
        {version !== null && (
          <Button size="sm" variant="primary" onClick={async () => void (await openBox()).saveOver(item, version)}>
            {t('outbox.use_mine')}
          </Button>
        )}
        {accountId && (
          <Button size="sm" variant="primary" onClick={() => void another(accountId)}>
            {t('outbox.as_new')}
          </Button>
        )}
        {isThere && !accountId && (
          <Button size="sm" variant={version === null ? 'primary' : 'secondary'} onClick={() => void again()}>
            {form ? t('outbox.edit') : t('outbox.again')}
          </Button>
        )}
        {isThere && (
          <ButtonLink size="sm" to={recordOf(item)} prefetch="none">
            {t('outbox.open_record')}
          </ButtonLink>
        )}
        {refusal && texts.length > 0 && (
          <Button size="sm" onClick={() => void copy()}>
            {t('outbox.copy')}
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={() => void discard()}>
          {version !== null ? t('outbox.use_theirs') : t('outbox.discard')}
        </Button>
      </div>
    </>
  );
}
