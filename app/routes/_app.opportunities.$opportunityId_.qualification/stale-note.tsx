import { useFormat, useT } from '~/core/i18n';
import { fieldWords, valueWords } from '~/features/people/change-words';
import { Callout } from '~/ui/card';
import type { Refusal } from '~/ui/form-errors';
import { UsersRound } from '~/ui/icons';
import type { PageData } from './qualification-page';

type Meanwhile = { who: string | null; at: string | null; version: number; theirs: Record<string, unknown> };

export const meanwhileOf = (refusal: Refusal | undefined) =>
  refusal?.reason === 'stale' ? (refusal.details as Meanwhile | undefined) : undefined;

/** Somebody saved while this was being filled in: what stands there now where it differs. */
export function StaleNote({ meanwhile, contacts }: { meanwhile: Meanwhile; contacts: PageData['contacts'] }) {
  const t = useT();
  const format = useFormat();
  const names = Object.fromEntries(contacts.map(({ id, name }) => [id, name]));
  return (
    <Callout icon={UsersRound} title={t('qualification.stale', { name: meanwhile.who ?? '—' })}>
      <p className="text-sm">{t('qualification.stale_hint')}</p>
      <dl className="mt-2 grid gap-1 text-sm">
        {Object.entries(meanwhile.theirs).map(([field, value]) => (
          <div key={field} className="flex flex-wrap gap-x-2">
            <dt className="text-ink-3">{fieldWords(t, field, 'opportunity')}</dt>
            <dd>{valueWords({ t, format, names, subject: 'opportunity' }, field, value)}</dd>
          </div>
        ))}
      </dl>
    </Callout>
  );
}
