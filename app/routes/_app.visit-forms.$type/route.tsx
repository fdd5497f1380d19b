import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { publishForm } from '~/features/visits/commands/forms.server';
import { companyOf } from '~/features/visits/forms/company';
import { formInput } from '~/features/visits/forms/input';
import { QuestionFields } from '~/features/visits/forms/question-fields';
import type { VisitForm } from '~/features/visits/forms/rules';
import { spelledOut } from '~/features/visits/forms/words';
import { findForm, listFormVersions } from '~/features/visits/queries/forms.server';
import { type VisitType, visitTypes } from '~/features/visits/rules';
import { translate } from '~/locales/translate.server';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { FormEditor } from './form-editor';
import { VersionList } from './version-list';

function typeOf(given: string | undefined): VisitType {
  const type = visitTypes.find((one) => one === given);
  if (!type) throw notFound();
  return type;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit_form.manage');
  const type = typeOf(params.type);
  const { searchParams } = new URL(request.url);
  const company = companyOf(ctx.actor, searchParams);
  const asked = searchParams.get('version');
  const [now, shown, versions] = await Promise.all([
    findForm(ctx, company, type),
    asked === null ? undefined : findForm(ctx, company, type, /^\d{1,9}$/.test(asked) ? Number(asked) : -1),
    listFormVersions(ctx, company, type),
  ]);
  if (!now || (asked !== null && !shown)) throw notFound();
  const t = translate(ctx.actor.locale);
  return {
    company,
    form: spelledOut(t, now),
    shown: shown ? spelledOut(t, shown) : null,
    versions,
    at: ctx.now,
    title: t('visit_form.of', { type: t(`visit.type.${type}`) }),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit_form.manage');
  const type = typeOf(params.type);
  const company = companyOf(ctx.actor, new URL(request.url).searchParams);
  const body = await readBody(request);
  const input = checkInput(body, formInput);
  if (!input.ok) return invalid(input, body);
  if (body.intent === 'preview') return data({ typed: body, preview: { ...input.value, type } });
  const result = await publishForm(ctx, company, type, input.value);
  if (!result.ok) return invalid(result, body);
  const t = translate(ctx.actor.locale);
  return redirectWithToast(`/visit-forms/${type}?company=${company}`, {
    key: 'visit_form.done',
    params: { type: t(`visit.type.${type}`), n: result.value.version },
  });
}
export type FormAnswer = Partial<Refused> & { typed?: Record<string, unknown>; preview?: VisitForm };

export default function VisitFormPage() {
  const t = useT();
  const { company, form, shown, versions, at, title } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  const here = `/visit-forms/${form.type}?company=${company}`;
  return (
    <>
      <PageHead
        title={title}
        back={`/visit-forms?company=${company}`}
        crumbs={[{ to: `/visit-forms?company=${company}`, label: t('visit_form.title') }]}
      />
      <PageBody narrow>
        {shown ? (
          <>
            <Callout
              tone="neutral"
              title={
                shown.version === 0 ? t('visit_form.national') : t('visit_form.shown_version', { n: shown.version })
              }
              action={
                <ButtonLink to={here} size="sm">
                  {t('visit_form.back_to_now')}
                </ButtonLink>
              }
            />
            <Preview form={shown} />
          </>
        ) : (
          <FormEditor key={`${company} ${form.version}`} form={form} here={here} answer={answer} />
        )}
        {!shown && answer?.preview && <Preview form={answer.preview} />}
        <VersionList versions={versions} now={form.version} shown={shown?.version ?? null} here={here} at={at} />
      </PageBody>
    </>
  );
}

/** The questions as a visit asks them; nothing of it can be sent. */
function Preview({ form }: { form: VisitForm }) {
  const t = useT();
  // the words are in it already: those of the catalogue would hide them
  const spelled = { ...form, version: form.version || 1 };
  return (
    <Card id="preview" className="scroll-mt-18" title={t('visit_form.preview')} note={t('visit_form.preview_note')}>
      {form.questions.length || form.guidance ? (
        <form>
          <QuestionFields form={spelled} />
        </form>
      ) : (
        <p className="text-ink-3">{t('visit_form.empty_form')}</p>
      )}
    </Card>
  );
}
