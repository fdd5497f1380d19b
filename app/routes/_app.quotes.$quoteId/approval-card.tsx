import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ApprovalBadge, ApprovalSteps } from '~/features/approvals/approval-steps';
import { obstacleWords } from '~/features/quotes/words';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { Field } from '~/ui/field';
import { CircleAlert } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { Textarea } from '~/ui/textarea';
import type { QuoteAnswer, QuoteShown } from './route';

type Props = { data: QuoteShown; answer: QuoteAnswer | undefined };

/** Who would have to agree and why, before it is asked; who has said what, after. */
export function ApprovalCard({ data }: Props) {
  const t = useT();
  const { quote, approvals, plan, may, ids, me } = data;
  const page = paths.quote(quote.id);
  return (
    <Card title={t('quote_approval.title')}>
      <div className="grid gap-3">
        {may.send && (
          <div>
            <PostButton
              action={page}
              navigate
              variant="primary"
              fields={{ intent: 'send', id: ids.send, version: quote.version }}
            >
              {t('quote.send')}
            </PostButton>
            <p className="mt-1 text-xs text-ink-3">{t('quote.send_hint')}</p>
          </div>
        )}
        {plan && !plan.isEmpty && <Preview data={data} />}
        {approvals.map(({ approval, steps }) => (
          <div key={approval.id} className="border-t border-line pt-3 first:border-0 first:pt-0">
            <div className="mb-2 flex items-center gap-2">
              <ApprovalBadge state={approval.state} />
              <span className="min-w-0 flex-1 truncate text-ink-2">{approval.note}</span>
            </div>
            <ApprovalSteps steps={steps} now={data.now} />
            {approval.state === 'pending' && approval.askedBy === me && (
              <div className="mt-2">
                <PostButton action={page} navigate size="sm" fields={{ intent: 'take_back', approvalId: approval.id }}>
                  {t('quote_approval.take_back')}
                </PostButton>
              </div>
            )}
          </div>
        ))}
        {!plan && approvals.length === 0 && !may.send && <p className="text-ink-3">{t('common.none')}</p>}
      </div>
    </Card>
  );
}

function Preview({ data }: { data: QuoteShown }) {
  const t = useT();
  const f = useFormat();
  const { quote, plan, ids } = data;
  if (!plan) return null;
  const { steps, isBeyond, uncertified, prices } = plan;
  return (
    <>
      {uncertified.map(({ code, certificate, certificateEn, offering, offeringEn, others }) => (
        <Callout
          key={code}
          tone="bad"
          icon={CircleAlert}
          title={t('quote_approval.certificate', {
            code: (f.locale === 'en' && certificateEn) || certificate,
            offering: (f.locale === 'en' && offeringEn) || offering,
          })}
          action={
            <>
              <ButtonLink to={`/me/certificates?want=${encodeURIComponent(code)}`} size="sm">
                {t('quote_approval.learn')}
              </ButtonLink>
              <ButtonLink to={`/opportunities/${quote.opportunityId}/team`} size="sm">
                {t('quote_approval.find_colleague')}
              </ButtonLink>
            </>
          }
        >
          {others.length
            ? t('quote_approval.could_join', { names: others.map(({ name }) => name).join(', ') })
            : t('quote_approval.nobody_holds')}
        </Callout>
      ))}
      {isBeyond && <Callout tone="bad" icon={CircleAlert} title={t('quote_approval.beyond')} />}
      {!isBeyond && <p className="text-ink-2">{t(steps.length ? 'quote_approval.preview' : 'quote_approval.own')}</p>}
      {steps.length > 0 && (
        <ol className="grid gap-2">
          {steps.map(({ level, approver, because }, at) => (
            <li key={level} className="flex gap-2">
              <span className="num grid size-5 shrink-0 place-items-center rounded-full bg-sunken text-xs">
                {at + 1}
              </span>
              <span className="min-w-0">
                <span className="font-medium">{approver?.name ?? t('quote_approval.nobody')}</span>{' '}
                <span className="text-ink-3">{t(`quote_approval.level.${level}`)}</span>
                {because.map((obstacle) => (
                  <span key={JSON.stringify(obstacle)} className="block text-xs text-ink-2">
                    {obstacleWords({ t, money: f.money }, obstacle)}
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ol>
      )}
      {!isBeyond && (
        <ActionForm
          action={paths.quote(quote.id)}
          own
          hidden={{ intent: 'submit', id: ids.submit, version: quote.version }}
        >
          {steps.length > 0 && (
            <Field name="note" label={t('quote_approval.note')} hint={t('quote_approval.hours', { n: plan.hours })}>
              <Textarea rows={2} maxLength={1000} />
            </Field>
          )}
          {(prices.length > 0 || plan.bundles.some(({ isRepriced }) => isRepriced)) && (
            <Checkbox name="keepPrices" label={t('quote_approval.keep_prices')} />
          )}
          <SubmitButton>{t(steps.length ? 'quote_approval.submit' : 'quote_approval.submit_own')}</SubmitButton>
        </ActionForm>
      )}
    </>
  );
}
