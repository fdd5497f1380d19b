import { useFormat, useT } from '~/core/i18n';
import { buyingRoles } from '~/features/contacts/rules';
import {
  approvalModes,
  approverRoles,
  type Criterion,
  type PresentField,
  presentFields,
  rangeFields,
} from '~/features/opportunities/criteria';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { documentKinds } from '~/features/opportunities/rules';
import { IconButton } from '~/ui/button';
import { Checkbox } from '~/ui/checkbox';
import { FieldError } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { Trash2 } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { RowValues } from './row-values';

const kinds = [
  'field',
  'range',
  'contact',
  'visit',
  'photo',
  'need',
  'document',
  'certificate',
  'evidence',
  'approval',
] as const;
const fieldNames = Object.keys(presentFields) as PresentField[];
const fields = [
  'kind',
  'present',
  'range',
  'min',
  'max',
  'role',
  'days',
  'document',
  'code',
  'label',
  'labelEn',
  'approver1',
];

// written out, for the style sheet is made of what stands in the source
const parts = {
  field: 'hidden group-has-[option[value=field]:checked]/row:flex',
  range: 'hidden group-has-[option[value=range]:checked]/row:flex',
  contact: 'hidden group-has-[option[value=contact]:checked]/row:flex',
  visit: 'hidden group-has-[option[value=visit]:checked]/row:flex',
  document: 'hidden group-has-[option[value=document]:checked]/row:flex',
  certificate: 'hidden group-has-[option[value=certificate]:checked]/row:flex',
  evidence: 'hidden group-has-[option[value=evidence]:checked]/row:flex',
  approval: 'hidden group-has-[option[value=approval]:checked]/row:flex',
};
const line = 'min-w-0 flex-1 basis-64 flex-wrap items-center gap-2';

type Props = { n: number; sentAs: number; place: number; start: RowValues; onRemove: () => void };

/** One criterion: what kind it is, and of that kind only what it needs. Works without script. */
export function CriterionRow({ n, sentAs, place, start, onRemove }: Props) {
  const t = useT();
  const f = useFormat();
  const scope = useFormScope();
  const control = (field: string, label: string) => ({
    name: `exitCriteria[${n}].${field}`,
    'aria-label': label,
    defaultValue: start[field],
  });
  const errors = fields.flatMap((field) => scope?.errors[`exitCriteria.${sentAs}.${field}`] ?? []);
  const kept = start.kind === 'kept' ? (JSON.parse(start.raw ?? 'null') as Criterion | null) : null;
  const approvers = approverRoles.map((role) => ({ value: role, label: t(`role.${role}`) }));
  return (
    <fieldset className="group/row flex min-w-0 flex-wrap items-center gap-2 rounded-lg border border-line bg-sunken/50 p-2 sm:has-[[name$='join']_[value=or]:checked]:ml-5 sm:has-[[name$='join']_[value=with]:checked]:ml-10">
      <legend className="sr-only">{t('process.criterion_n', { n: place + 1 })}</legend>
      {start.key && <input type="hidden" name={`exitCriteria[${n}].key`} value={start.key} />}
      <div className="w-24">
        {place === 0 ? (
          <span className="block px-3 text-ink-3">{t('process.must')}</span>
        ) : (
          <Select
            {...control('join', t('process.join'))}
            options={(['', 'or', 'with'] as const).map((value) => ({
              value,
              label: t(`process.join.${value || 'and'}`),
            }))}
          />
        )}
      </div>
      {kept ? (
        <span className="flex-1">
          <input type="hidden" name={`exitCriteria[${n}].kind`} value="kept" />
          <input type="hidden" name={`exitCriteria[${n}].raw`} value={start.raw} />
          {criterionWords(t, f, kept)}
        </span>
      ) : (
        <div className="w-40 max-sm:min-w-0 max-sm:flex-1">
          <Select
            {...control('kind', t('process.kind'))}
            placeholder={t('process.kind_none')}
            options={kinds.map((kind) => ({ value: kind, label: t(`process.kind.${kind}`) }))}
          />
        </div>
      )}
      <div className={`${parts.field} ${line}`}>
        <div className="w-44">
          <Select
            {...control('present', t('process.what'))}
            placeholder={t('common.choose')}
            options={fieldNames.map((value) => ({ value, label: t(`process.field.${value}`) }))}
          />
        </div>
      </div>
      <div className={`${parts.range} ${line}`}>
        <div className="w-36">
          <Select
            {...control('range', t('process.what'))}
            placeholder={t('common.choose')}
            options={rangeFields.map((value) => ({ value, label: t(`process.field.${value}`) }))}
          />
        </div>
        <Input
          {...control('min', t('process.min'))}
          placeholder={t('process.min')}
          maxLength={20}
          className="num !w-28"
        />
        <Input
          {...control('max', t('process.max'))}
          placeholder={t('process.max')}
          maxLength={20}
          className="num !w-28"
        />
      </div>
      <div className={`${parts.contact} ${line}`}>
        <div className="w-44">
          <Select
            {...control('role', t('process.what'))}
            placeholder={t('common.choose')}
            options={buyingRoles.map((value) => ({ value, label: t(`contact.role.${value}`) }))}
          />
        </div>
      </div>
      <div className={`${parts.visit} ${line}`}>
        <Input {...control('days', t('process.visit_days'))} inputMode="numeric" maxLength={3} className="num !w-20" />
        <span className="text-ink-2">{t('process.visit_days')}</span>
      </div>
      <div className={`${parts.document} ${line}`}>
        <div className="w-44">
          <Select
            {...control('document', t('process.what'))}
            placeholder={t('common.choose')}
            options={documentKinds.map((value) => ({ value, label: t(`document.kind.${value}`) }))}
          />
        </div>
      </div>
      <div className={`${parts.certificate} ${line}`}>
        <Input
          {...control('code', t('process.certificate_code'))}
          placeholder={t('process.certificate_code')}
          maxLength={40}
          className="sm:!w-44"
        />
        <span className="text-xs text-ink-3">{t('process.certificate_hint')}</span>
      </div>
      <div className={`${parts.evidence} ${line}`}>
        <Input
          {...control('label', t('process.evidence_name'))}
          defaultValue={
            start.label ?? (start.key && t.has(`criterion.${start.key}`) ? t.any(`criterion.${start.key}`) : undefined)
          }
          placeholder={t('process.evidence_name')}
          maxLength={60}
          className="sm:!w-44"
        />
        <Input
          {...control('labelEn', t('process.evidence_name_en'))}
          placeholder={t('process.evidence_name_en')}
          maxLength={60}
          className="sm:!w-44"
        />
        <Checkbox
          name={`exitCriteria[${n}].withNote`}
          defaultChecked={start.withNote === 'on'}
          label={t('process.with_note')}
        />
        <Checkbox
          name={`exitCriteria[${n}].withFile`}
          defaultChecked={start.withFile === 'on'}
          label={t('process.with_file')}
        />
      </div>
      <div className={`${parts.approval} ${line}`}>
        {(['approver1', 'approver2', 'approver3'] as const).map((name, at) => (
          <div key={name} className="w-32">
            <Select
              {...control(name, t('process.approver_n', { n: at + 1 }))}
              placeholder={t('process.approver_n', { n: at + 1 })}
              options={approvers}
            />
          </div>
        ))}
        <div className="w-32">
          <Select
            {...control('mode', t('process.mode'))}
            options={approvalModes.map((mode) => ({ value: mode, label: t(`process.mode.${mode}`) }))}
          />
        </div>
      </div>
      <span className="ml-auto noscript:hidden">
        <IconButton
          icon={Trash2}
          size="sm"
          label={t('process.remove_criterion', { n: place + 1 })}
          onClick={onRemove}
        />
      </span>
      {errors.map((message) => (
        <div key={message} className="basis-full">
          <FieldError message={message} />
        </div>
      ))}
    </fieldset>
  );
}
