import clsx from 'clsx';
import { useFormat, useT } from '~/core/i18n';
import { stageName } from '~/features/opportunities/rules';
import { ActionForm } from '~/ui/action-form';
import { Badge, Dot } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { ArrowDown, ArrowUp, Trash2 } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import { hereOf } from './here';
import { Rename } from './rename';
import type { ProcessData } from './route';

/** The stages in order; what the company has added itself is marked. */
export function StageList({ data }: { data: ProcessData }) {
  const t = useT();
  const f = useFormat();
  const { definition, stage: chosen, core, company, mayWrite, draft } = data;
  const national = new Set(core.stages.map(({ code }) => code));
  const version = draft?.version ?? 0;
  const movable = mayWrite && chosen.type === 'open';
  return (
    <Card title={t('process.stages')} padded={false}>
      <ol className="border-t border-line">
        {definition.stages.map((stage, n) => (
          <li key={stage.code}>
            <Link
              to={hereOf(data, { stage: stage.code })}
              preventScrollReset
              aria-current={stage.code === chosen.code ? 'true' : undefined}
              className={clsx(
                'flex min-h-10 items-center gap-2 px-3 py-1.5 hover:bg-sunken max-sm:min-h-12 max-sm:px-4',
                'aria-[current]:bg-brand-soft aria-[current]:font-medium',
              )}
            >
              {stage.type === 'open' ? <Dot stage={n + 1} /> : <Dot />}
              <span className="min-w-0 flex-1 truncate">{stageName(stage, f.locale)}</span>
              {company !== null && !national.has(stage.code) && <Badge tone="brand">{t('process.own')}</Badge>}
              {stage.type === 'open' && (
                <span className="num text-xs text-ink-3">{t('process.asks', { n: stage.exitCriteria.length })}</span>
              )}
            </Link>
          </li>
        ))}
      </ol>
      {mayWrite && (
        <div className="grid gap-3 border-t border-line p-3 max-sm:p-4">
          {movable && (
            <div className="flex flex-wrap gap-2">
              {([-1, 1] as const).map((by) => (
                <PostButton
                  key={by}
                  action={hereOf(data)}
                  navigate
                  fields={{ intent: 'shift', version, stage: chosen.code, by }}
                  size="sm"
                  icon={by < 0 ? ArrowUp : ArrowDown}
                >
                  {t(by < 0 ? 'process.up' : 'process.down')}
                </PostButton>
              ))}
              <PostButton
                action={hereOf(data)}
                navigate
                fields={{ intent: 'remove', version, stage: chosen.code }}
                size="sm"
                variant="ghost"
                icon={Trash2}
              >
                {t('process.remove_stage')}
              </PostButton>
            </div>
          )}
          <details>
            <summary className="text-ink-2 hover:text-ink max-sm:min-h-11 max-sm:content-center">
              {t('process.add_stage', { stage: stageName(chosen, f.locale) })}
            </summary>
            <ActionForm
              own
              action={hereOf(data)}
              hidden={{ intent: 'add', version, after: chosen.code, id: data.newStageId }}
              className="mt-2 !gap-2"
            >
              <Field name="name" label={t('process.name')} required>
                <Input maxLength={20} />
              </Field>
              <Field name="nameEn" label={t('process.name_en')} required>
                <Input maxLength={40} />
              </Field>
              <div>
                <SubmitButton>{t('common.add')}</SubmitButton>
              </div>
            </ActionForm>
          </details>
          <Rename data={data} />
        </div>
      )}
    </Card>
  );
}
