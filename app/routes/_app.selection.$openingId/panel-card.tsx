import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { Person } from '~/ui/avatar';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { PostButton } from '~/ui/post-button';
import type { OpeningData } from './route';

/** Who judges, and how far they are: how many, never what. */
export function PanelCard({ data }: { data: OpeningData }) {
  const t = useT();
  const { assessors, candidates, given, fills, isOpen, people, opening } = data;
  const all = candidates.filter(({ state }) => state !== 'withdrawn');
  const done = (assessorId: string) =>
    given.filter((one) => one.assessorId === assessorId && all.some(({ id }) => id === one.candidateId)).length;
  const begun = given.length > 0;
  return (
    <Card title={t('selection.assessors')} note={assessors.length || undefined}>
      <p className="mb-2 text-sm text-ink-3">{t('selection.hint')}</p>
      {assessors.length === 0 && <p className="text-ink-2">{t('selection.no_assessors')}</p>}
      <ul className="grid gap-1">
        {assessors.map((one) => (
          <li key={one.id} className="flex min-h-9 items-center gap-2">
            <span className="min-w-0 flex-1">
              <Person name={one.name} size="sm" />
            </span>
            <span className="num text-sm text-ink-3">
              {t('selection.progress', { given: done(one.id), all: all.length })}
            </span>
            {fills && isOpen && done(one.id) === 0 && (
              <PostButton size="sm" variant="ghost" fields={{ intent: 'drop_assessor', personId: one.id }}>
                {t('selection.drop')}
              </PostButton>
            )}
          </li>
        ))}
      </ul>
      {fills && isOpen && !begun && (
        <Fold title={t('selection.add_assessor')} open={assessors.length === 0} className="mt-2">
          <ActionForm
            key={`${opening.version} ${assessors.length}`}
            own
            hidden={{ intent: 'assessor' }}
            labels={{ personId: t('selection.person') }}
            className="grid gap-3 pt-2"
          >
            <Field name="personId" label={t('selection.person')} required>
              <Combobox options={people} load="/people/options.json" />
            </Field>
            <div>
              <SubmitButton variant="secondary">{t('selection.ask')}</SubmitButton>
            </div>
          </ActionForm>
        </Fold>
      )}
    </Card>
  );
}
