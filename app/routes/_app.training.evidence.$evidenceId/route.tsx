import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { can } from '~/core/permissions';
import { invalid } from '~/core/refusals.server';
import { decideEvidence } from '~/features/certification/commands/evidence.server';
import { decisionInput } from '~/features/certification/input';
import { nameIn } from '~/features/certification/named';
import { getEvidence } from '~/features/certification/queries/evidence.server';
import { getLearner } from '~/features/certification/queries/learner.server';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Field } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { Textarea } from '~/ui/textarea';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const evidence = await getEvidence(ctx, params.evidenceId ?? '');
  const { isLookedAfter } = await getLearner(ctx, evidence.personId);
  const { personId } = ctx.actor;
  const isMine = evidence.proposedBy === personId || evidence.personId === personId;
  const isOpen = evidence.isAccepted === null;
  return {
    evidence,
    isMine: isOpen && isMine,
    mayDecide: isOpen && !isMine && isLookedAfter && can(ctx.actor, 'certificate.decide'),
    mayRead: can(ctx.actor, 'certificate.read'),
    now: ctx.now.toISOString(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, decisionInput);
  const done = input.ok ? await decideEvidence(ctx, params.evidenceId ?? '', input.value) : input;
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast('/training/evidence', { key: 'proof.decided_toast' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.evidence.person }];

export default function EvidencePage() {
  const t = useT();
  const f = useFormat();
  const { evidence, isMine, mayDecide, mayRead, now } = useLoaderData<typeof loader>();
  const { isAccepted } = evidence;
  return (
    <>
      <PageHead
        title={`${evidence.person} · ${nameIn(f.locale, evidence)}`}
        back={mayRead ? '/training/evidence' : '/me/certificates'}
      />
      <PageBody narrow>
        <Card
          title={nameIn(f.locale, evidence)}
          action={
            <Badge tone={isAccepted === null ? 'warn' : isAccepted ? 'ok' : 'bad'}>
              {t(isAccepted === null ? 'proof.waiting' : isAccepted ? 'proof.accepted' : 'proof.refused')}
            </Badge>
          }
        >
          <Facts>
            <Fact label={t('certificate.holder')}>{evidence.person}</Fact>
            {evidence.level > 1 && (
              <Fact label={t('proof.level')}>{t('certificate.level', { n: evidence.level })}</Fact>
            )}
            <Fact label={t('proof.issued_by')}>{evidence.issuedBy ?? '—'}</Fact>
            <Fact label={t('proof.issued_on')}>{f.day(evidence.issuedOn, now)}</Fact>
            <Fact label={t('proof.valid_until')}>
              {evidence.validUntil ? f.day(evidence.validUntil, now) : t('certificate.for_good')}
            </Fact>
            {evidence.note && <Fact label={t('proof.note')}>{evidence.note}</Fact>}
            {evidence.fileName && (
              <Fact label={t('proof.file')}>
                <a
                  href={`/evidence-files/${evidence.id}`}
                  target="_blank"
                  rel="noreferrer"
                  className="text-brand-ink hover:underline"
                >
                  {evidence.fileName}
                </a>
              </Fact>
            )}
          </Facts>
          <p className="mt-3 text-xs text-ink-3">
            {t('proof.handed_in_by', { who: evidence.proposer ?? '' })} · {f.when(evidence.proposedAt, now)}
            {evidence.decidedAt &&
              ` · ${t('proof.decided_told', { who: evidence.decider ?? '', day: f.dateTime(evidence.decidedAt, now) })}`}
          </p>
          {evidence.decision && <p className="mt-1">{evidence.decision}</p>}
        </Card>
        {isMine && <p className="text-ink-2">{t('proof.two_hint')}</p>}
        {mayDecide && (
          <Card title={t('proof.decide')}>
            <ActionForm labels={{ decision: t('proof.decision') }} className="grid gap-3">
              <Field name="decision" label={t('proof.decision')} hint={t('proof.decision_hint')}>
                <Textarea rows={2} maxLength={500} />
              </Field>
              <div className="flex flex-wrap gap-2">
                <SubmitButton name="verdict" value="accept">
                  {t('proof.accept')}
                </SubmitButton>
                <SubmitButton name="verdict" value="refuse" variant="secondary">
                  {t('proof.refuse')}
                </SubmitButton>
              </div>
              <p className="text-xs text-ink-3">{t('proof.two_hint')}</p>
            </ActionForm>
          </Card>
        )}
      </PageBody>
    </>
  );
}
