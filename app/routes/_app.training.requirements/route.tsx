import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { grades } from '~/features/accounts/rules';
import { addRequirement, dropRequirement } from '~/features/certification/commands/requirements.server';
import { dropRequirementInput, requirementInput } from '~/features/certification/input';
import { nameIn } from '~/features/certification/named';
import { listTypes } from '~/features/certification/queries/certificate-types.server';
import { countWaiting } from '~/features/certification/queries/evidence.server';
import { companyOf } from '~/features/certification/queries/matrix.server';
import { listRequirements } from '~/features/certification/queries/requirements.server';
import { productLines } from '~/features/offerings/rules';
import { roles } from '~/features/people/rules';
import { TrainingTabs } from '~/features/training/training-tabs';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Field, FieldRow } from '~/ui/field';
import { ListChecks, Plus, X } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'certificate.manage');
  const company = await companyOf(ctx, null);
  const [requirements, types, waiting] = await Promise.all([
    listRequirements(ctx, company),
    listTypes(ctx, { tenantId: company }),
    countWaiting(ctx),
  ]);
  return {
    requirements,
    types: types.map(({ code, name, nameEn, topLevel }) => ({ code, name, nameEn, topLevel })),
    waiting,
    id: newId(),
    title: translate(ctx.actor.locale)('requirement.title'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'drop') {
    const input = checkInput(body, dropRequirementInput);
    const done = input.ok ? await dropRequirement(ctx, input.value.requirementId) : input;
    if (!done.ok) return invalid(done, body);
    return redirectWithToast('/training/requirements', { key: 'requirement.dropped' });
  }
  const input = checkInput(body, requirementInput);
  const done = input.ok ? await addRequirement(ctx, input.value) : input;
  if (!done.ok) return invalid(done, body);
  return redirectWithToast('/training/requirements', { key: 'requirement.added' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Requirements() {
  const t = useT();
  const f = useFormat();
  const { requirements, types, waiting, id } = useLoaderData<typeof loader>();
  const whatever = t('requirement.any');
  const groups = new Map<string, typeof requirements>();
  for (const one of requirements) {
    const parts = [
      one.role ? t(`role.${one.role}`) : whatever,
      one.productLine && t(`line.${one.productLine}`),
      one.grade && t('requirement.grade_is', { grade: one.grade }),
    ];
    const key = parts.filter(Boolean).join(' × ');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const labels = {
    code: t('requirement.certificate'),
    role: t('requirement.role'),
    productLine: t('requirement.line'),
    grade: t('requirement.grade'),
    level: t('requirement.level'),
  };
  const most = Math.max(1, ...types.map(({ topLevel }) => topLevel));
  return (
    <>
      <PageHead title={t('training.title')} tabs={<TrainingTabs mayManage waiting={waiting} />} />
      <PageBody className="lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 content-start gap-3">
          <p className="text-ink-2">{t('requirement.hint')}</p>
          {requirements.length === 0 && (
            <EmptyState icon={ListChecks} title={t('requirement.none_title')}>
              {t('requirement.none_hint')}
            </EmptyState>
          )}
          {[...groups].map(([who, list]) => (
            <Card key={who} title={who} note={list.length}>
              <ul className="flex flex-wrap gap-2">
                {list.map((one) => (
                  <li
                    key={one.id}
                    className="flex items-center rounded-md border border-line bg-sunken pl-2.5 max-sm:min-h-11"
                  >
                    {nameIn(f.locale, one)}
                    {one.level > 1 && ` · ${t('certificate.level', { n: one.level })}`}
                    <PostButton
                      size="sm"
                      variant="ghost"
                      icon={X}
                      navigate
                      fields={{ intent: 'drop', requirementId: one.id }}
                      aria-label={`${t('requirement.drop')}: ${who} ${nameIn(f.locale, one)}`}
                    />
                  </li>
                ))}
              </ul>
            </Card>
          ))}
        </div>
        <div className="grid content-start max-lg:order-first">
          <Card title={t('requirement.add')}>
            <ActionForm key={id} hidden={{ id }} labels={labels} className="grid gap-3">
              <Field name="code" label={labels.code} required>
                <Select
                  options={types.map((type) => ({ value: type.code, label: nameIn(f.locale, type) }))}
                  placeholder={t('common.choose')}
                />
              </Field>
              <Field name="role" label={labels.role}>
                <Select
                  options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                  placeholder={whatever}
                />
              </Field>
              <Field name="productLine" label={labels.productLine}>
                <Select
                  options={productLines.map((line) => ({ value: line, label: t(`line.${line}`) }))}
                  placeholder={whatever}
                />
              </Field>
              <FieldRow>
                <Field name="grade" label={labels.grade}>
                  <Select
                    options={grades.map((grade) => ({ value: grade, label: t('requirement.grade_is', { grade }) }))}
                    placeholder={whatever}
                  />
                </Field>
                {most > 1 && (
                  <Field name="level" label={labels.level}>
                    <Select
                      options={Array.from({ length: most }, (_, i) => ({
                        value: String(i + 1),
                        label: t('certificate.level', { n: i + 1 }),
                      }))}
                    />
                  </Field>
                )}
              </FieldRow>
              <div>
                <SubmitButton icon={Plus}>{t('requirement.add')}</SubmitButton>
              </div>
            </ActionForm>
          </Card>
        </div>
      </PageBody>
    </>
  );
}
