import { Form } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ApprovalBadge, ApprovalSteps } from '~/features/approvals/approval-steps';
import { stageName } from '~/features/opportunities/rules';
import { percentOf } from '~/features/quotes/words';
import { Button, ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldError } from '~/ui/field';
import { FormErrors } from '~/ui/form-errors';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';
import { Money } from '~/ui/value';
import type { ApprovalAnswer, ApprovalsData } from './route';

type Props = { item: ApprovalsData['items'][number]; data: ApprovalsData; answer: ApprovalAnswer | undefined };

/** What is asked, of which deal and why; below it the answer. */
export function ApprovalCard({ item, data, answer }: Props) {
  const t = useT();
  const f = useFormat();
  const { approval, stage, steps } = item;
  const fields = answer?.fields ?? {};
  const quoteWords =
    item.quoteNumber === null
      ? null
      : t('quote_approval.of_quote', {
          number: item.quoteNumber,
          discount: percentOf(item.quoteDiscountBp ?? 0),
          margin: item.quoteMarginBp === null ? '—' : percentOf(item.quoteMarginBp),
        });
  const isPassing = data.passing === approval.id;
  return (
    <Card>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Link
          to={approval.quoteId ? paths.quote(approval.quoteId) : paths.opportunity(approval.opportunityId)}
          className="min-w-0 flex-1 text-base font-semibold hover:underline"
        >
          {item.title}
        </Link>
        <ApprovalBadge state={approval.state} />
        <Money fen={item.quoteTotalFen ?? item.totalFen} className="font-semibold" />
      </div>
      <p className="mt-0.5 text-ink-2">
        {[item.accountName, stage && t('approval.ask_for', { stage: stageName(stage, f.locale) }), quoteWords]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {approval.note && <p className="mt-2 whitespace-pre-wrap">{approval.note}</p>}
      <p className="mt-1 text-xs text-ink-3">
        {t('approval.by', { who: item.askedByName ?? '—', when: f.when(approval.createdAt, data.now) })}
      </p>
      <div className="mt-3 border-t border-line pt-3">
        <ApprovalSteps steps={steps} now={data.now} />
      </div>
      {item.standsInFor && <p className="mt-2 text-warn-ink">{t('approval.stand_in', { who: item.standsInFor })}</p>}
      {answer?.ok === false && (
        <FormErrors refusal={{ ...answer, ok: false, reason: answer.reason ?? 'invalid', fields: {} }} />
      )}
      {item.mayDecide && !isPassing && (
        <Form method="post" action="/approvals" className="mt-3 flex flex-wrap items-start gap-2">
          <input type="hidden" name="approvalId" value={approval.id} />
          <div className="min-w-0 flex-1 basis-60">
            <Input
              name="comment"
              aria-label={t('approval.comment')}
              placeholder={t('approval.comment')}
              maxLength={1000}
              defaultValue={String(answer?.typed?.comment ?? '')}
            />
            {fields.comment && <FieldError message={fields.comment} />}
          </div>
          <Button type="submit" name="intent" value="approve" variant="primary">
            {t('approval.approve')}
          </Button>
          <Button type="submit" name="intent" value="return">
            {t('approval.return')}
          </Button>
          <ButtonLink to={`/approvals?pass=${approval.id}`} variant="ghost">
            {t('approval.pass_on')}
          </ButtonLink>
        </Form>
      )}
      {item.mayDecide && isPassing && (
        <Form method="post" action="/approvals" className="mt-3 flex flex-wrap items-end gap-2">
          <input type="hidden" name="approvalId" value={approval.id} />
          <div className="min-w-0 flex-1 basis-60">
            <Field name="personId" label={t('approval.pass_on_to')} error={fields.personId}>
              <Select
                placeholder={t('common.choose')}
                options={data.others.map(({ id, name, unitName }) => ({ value: id, label: `${name} · ${unitName}` }))}
              />
            </Field>
          </div>
          <Button type="submit" name="intent" value="pass" variant="primary">
            {t('approval.pass_on')}
          </Button>
          <ButtonLink to="/approvals" variant="ghost">
            {t('common.cancel')}
          </ButtonLink>
        </Form>
      )}
      {data.asked && approval.state === 'pending' && (
        <div className="mt-3">
          <PostButton action="/approvals" navigate fields={{ intent: 'withdraw', approvalId: approval.id }}>
            {t('approval.withdraw')}
          </PostButton>
        </div>
      )}
    </Card>
  );
}
