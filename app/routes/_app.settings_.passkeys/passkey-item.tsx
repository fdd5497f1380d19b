import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { KeyRound } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PostButton } from '~/ui/post-button';
import { When } from '~/ui/value';

type Passkey = { id: string; name: string; createdAt: string; lastUsedAt: string | null };

export function PasskeyItem({ passkey: { id, name, createdAt, lastUsedAt }, now }: { passkey: Passkey; now: string }) {
  const t = useT();
  return (
    <li className="px-4 py-3">
      <div className="flex items-center gap-3">
        <KeyRound className="shrink-0 text-[20px] text-ink-3" />
        <div className="min-w-0 flex-1">
          <span className="block font-medium break-words">{name}</span>
          <div className="flex flex-wrap gap-x-3 text-xs text-ink-3">
            <span>
              {t('access.added')} <When at={createdAt} now={now} />
            </span>
            <span>
              {lastUsedAt ? (
                <>
                  {t('session.seen')} <When at={lastUsedAt} now={now} />
                </>
              ) : (
                t('token.never_used')
              )}
            </span>
          </div>
        </div>
        <PostButton size="sm" variant="danger" navigate fields={{ intent: 'remove', id }}>
          {t('access.passkey_remove')}
        </PostButton>
      </div>
      <Fold title={t('access.passkey_rename')}>
        <ActionForm key={name} hidden={{ intent: 'rename', id }} values={{ name }} className="pt-2">
          <div className="flex flex-wrap items-end gap-2">
            <Field name="name" label={t('access.passkey_name')} required className="flex-1">
              <Input maxLength={60} />
            </Field>
            <SubmitButton variant="secondary">{t('common.save')}</SubmitButton>
          </div>
        </ActionForm>
      </Fold>
    </li>
  );
}
