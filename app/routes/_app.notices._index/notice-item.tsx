import { Form } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import type { Notice } from '~/features/notices/queries.server';
import type { NoticeKind } from '~/features/notices/rules';
import { placeOf, tellingOf } from '~/features/notices/told';
import { Dot } from '~/ui/badge';
import {
  AtSign, Award, Bell, Building2, CalendarClock, CalendarPlus, CircleCheck, CircleX, Download, GraduationCap, Handshake, Hourglass, type Icon, ListChecks, MapPin, MessageCircleQuestion,
  MessageSquareReply, MessagesSquare, RotateCcw, ShieldCheck, Sprout, Stamp, Target, ThumbsUp, Trophy, Workflow,
} from '~/ui/icons'; // biome-ignore format: a list
import { When } from '~/ui/value';

const icons: Record<NoticeKind, Icon> = {
  comment: MessagesSquare,
  question: MessageCircleQuestion,
  answer: MessageSquareReply,
  mention: AtSign,
  coached: GraduationCap,
  check_explained: MapPin,
  visit_reacted: ThumbsUp,
  check_accepted: CircleCheck,
  account_assigned: Building2,
  opportunity_assigned: Target,
  visit_planned: CalendarPlus,
  visit_moved: CalendarClock,
  commitment_given: Handshake,
  commitment_changed: CalendarClock,
  commitment_settled: CircleCheck,
  commitment_soon: Hourglass,
  visit_joined: CalendarPlus,
  visit_cancelled: CircleX,
  commitment_due: Hourglass,
  commitment_overdue: Hourglass,
  invitation_accepted: CircleCheck,
  approval_waiting: Stamp,
  approval_decided: Stamp,
  invitation_declined: CircleX,
  lead_offered: Sprout,
  lead_again: Sprout,
  lead_returned: Hourglass,
  lead_step: Sprout,
  deal_retry: RotateCcw,
  rule_fired: Workflow,
  quote_question: MessageCircleQuestion,
  quote_accepted: CircleCheck,
  quote_declined: CircleX,
  contract_ending: Hourglass,
  reward_confirmed: Award,
  reward_voided: Award,
  reward_restored: Award,
  certificate_issued: GraduationCap,
  certificate_ending: Hourglass,
  certificate_revoked: CircleX,
  certificate_assigned: GraduationCap,
  evidence_waiting: Stamp,
  evidence_decided: Stamp,
  award_granted: Trophy,
  award_answered: Trophy,
  assessment_asked: ListChecks,
  selection_told: Sprout,
  course_assigned: GraduationCap,
  seat_given: CalendarClock,
  webhook_failed: CircleX,
  webhook_off: CircleX,
  scheduled_export: Download,
  exam_marked: GraduationCap,
  factor_reset: ShieldCheck,
  sign_in_changed: ShieldCheck,
  new_device: ShieldCheck,
};

/** Following a notice reads it: one post that leads on. */
export function NoticeItem({ notice, now }: { notice: Notice; now: Date }) {
  const t = useT();
  const f = useFormat();
  const { title } = notice;
  const KindIcon = title === null ? Bell : icons[notice.kind];
  return (
    <Form method="post" action="/notices?index">
      <input type="hidden" name="intent" value="read" />
      <input type="hidden" name="noticeId" value={notice.id} />
      <input type="hidden" name="to" value={placeOf(notice)} />
      <button type="submit" className="flex w-full gap-3 px-4 py-3 text-left hover:bg-sunken active:bg-sunken">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-brand-soft text-brand-ink">
          <KindIcon className="text-[16px]" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            {!notice.isRead && (
              <span className="self-center">
                <Dot tone="brand" />
                <span className="sr-only">{t('notice.unread')}</span>
              </span>
            )}
            <span className={`min-w-0 break-words ${notice.isRead ? '' : 'font-semibold'}`}>
              {tellingOf(notice, t, f, now)}
            </span>
            <span className="ml-auto shrink-0 text-xs text-ink-3">
              <When at={notice.at} now={now} />
            </span>
          </span>
          {notice.account && notice.subject !== 'account' && (
            <span className="block truncate text-xs text-ink-2">{notice.account}</span>
          )}
          {notice.excerpt && <span className="mt-1 line-clamp-2 break-words text-ink-2">{notice.excerpt}</span>}
        </span>
      </button>
    </Form>
  );
}
