import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { forbidden, invalid } from '~/core/refusals.server';
import { readUpload } from '~/core/upload.server';
import { proposeEvidence } from '~/features/certification/commands/evidence.server';
import { evidenceInput } from '~/features/certification/input';
import { nameIn } from '~/features/certification/named';
import { listTypes } from '~/features/certification/queries/certificate-types.server';
import { getLearner } from '~/features/certification/queries/learner.server';
import { receiveScan } from '~/features/contracts/commands/scan.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { FileInput } from '~/ui/file-input';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';

const whose = (request: Request) => new URL(request.url).searchParams.get('person');

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const person = await getLearner(ctx, whose(request) ?? ctx.actor.personId);
  const isOwn = person.id === ctx.actor.personId;
  if (!can(ctx.actor, 'certificate.propose', { ownerId: person.id }) || (!isOwn && !person.isLookedAfter))
    throw forbidden('certificate.propose');
  const types = await listTypes(ctx, { tenantId: person.tenantId });
  return {
    person: { id: person.id, name: person.name },
    isOwn,
    types: types.map(({ code, name, nameEn, topLevel }) => ({ code, name, nameEn, topLevel })),
    id: newId(),
    day: today(ctx.now),
    title: translate(ctx.actor.locale)('proof.hand_in'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const person = await getLearner(ctx, whose(request) ?? ctx.actor.personId);
  const { typed, file, refusal } = await readUpload(request, receiveScan);
  if (refusal) return invalid({ ok: false, reason: 'invalid', fields: { file: refusal } }, typed);
  const input = checkInput(typed, evidenceInput);
  const name = file && (file.name.replace(/\p{C}/gu, '').slice(0, 200) || 'scan');
  const done = input.ok ? await proposeEvidence(ctx, person.id, input.value, file && { ...file, name: name! }) : input;
  if (!done.ok) return invalid(done, typed);
  const to = person.id === ctx.actor.personId ? '/me/certificates' : paths.person(person.id);
  return redirectWithToast(to, { key: 'proof.handed_in' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function HandInEvidence() {
  const t = useT();
  const f = useFormat();
  const { person, isOwn, types, id, day } = useLoaderData<typeof loader>();
  const back = isOwn ? '/me/certificates' : paths.person(person.id);
  const labels = {
    code: t('proof.type'),
    level: t('proof.level'),
    issuedBy: t('proof.issued_by'),
    issuedOn: t('proof.issued_on'),
    validUntil: t('proof.valid_until'),
    note: t('proof.note'),
    file: t('proof.file'),
  };
  const most = Math.max(1, ...types.map(({ topLevel }) => topLevel));
  const levels = Array.from({ length: most }, (_, i) => ({
    value: String(i + 1),
    label: t('certificate.level', { n: i + 1 }),
  }));
  return (
    <>
      <PageHead title={isOwn ? t('proof.hand_in') : t('proof.hand_in_for', { name: person.name })} back={back} />
      <PageBody narrow>
        <p className="text-ink-2">{t('proof.hint')}</p>
        <ActionForm encType="multipart/form-data" hidden={{ id }} labels={labels}>
          <FieldRow>
            <Field name="code" label={labels.code} required>
              <Select
                options={types.map((type) => ({ value: type.code, label: nameIn(f.locale, type) }))}
                placeholder={t('common.choose')}
              />
            </Field>
            {most > 1 && (
              <Field name="level" label={labels.level}>
                <Select options={levels} />
              </Field>
            )}
          </FieldRow>
          <Field name="issuedBy" label={labels.issuedBy}>
            <Input maxLength={60} />
          </Field>
          <FieldRow>
            <Field name="issuedOn" label={labels.issuedOn} required>
              <DateInput max={day} />
            </Field>
            <Field name="validUntil" label={labels.validUntil} hint={t('proof.valid_hint')}>
              <DateInput />
            </Field>
          </FieldRow>
          <Field name="note" label={labels.note} hint={t('proof.note_hint')}>
            <Textarea rows={3} maxLength={1000} />
          </Field>
          <Field name="file" label={labels.file}>
            <FileInput accept="application/pdf,image/*" />
          </Field>
          <FormActions>
            <SubmitButton>{t('proof.hand_in')}</SubmitButton>
            <ButtonLink to={back} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
