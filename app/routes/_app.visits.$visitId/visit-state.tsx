import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { directionsTo, distanceText } from '~/features/visits/directions';
import { MoveLink } from '~/features/visits/move-link';
import { allows, isVeryLong, minutesOf } from '~/features/visits/rules';
import { StartButton } from '~/features/visits/start-button';
import { useMinutes } from '~/features/visits/use-minutes';
import { VisitBadge } from '~/features/visits/visit-badge';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import {
  CircleCheck,
  CircleX,
  FileText,
  GraduationCap,
  MapPin,
  Navigation,
  NotebookPen,
  Phone,
  QrCode,
  Timer,
  TriangleAlert,
} from '~/ui/icons';
import { Link } from '~/ui/link';
import { CheckMap } from './check-map';
import type { VisitData } from './route';

/** How the visit stands, and what to do about it now. */
export function VisitState({ page, isForm }: { page: VisitData; isForm: boolean }) {
  const t = useT();
  const f = useFormat();
  const say = useMinutes();
  const { visit, account, now, mayLog } = page;
  const may = (verb: Parameters<typeof allows>[1]) => mayLog && allows(visit.status, verb);
  const isAhead = visit.status === 'planned' || visit.status === 'in_progress';
  const took = minutesOf(visit);
  const running =
    visit.status === 'in_progress' && visit.startedAt
      ? Math.max(0, Math.round((now.getTime() - visit.startedAt.getTime()) / 60_000))
      : null;
  const length = took ?? (isAhead ? visit.plannedMinutes : 0);
  const directions = account && directionsTo(account);
  return (
    <Card padded={false}>
      <CheckMap page={page} />
      <div className="grid gap-3 p-3 max-sm:p-4">
        {account && (
          <Link to={paths.account(account.id)} className="text-base font-semibold hover:underline lg:hidden">
            {account.name}
          </Link>
        )}
        <div className="flex items-center gap-2">
          <VisitBadge visit={visit} now={now} />
          <span className="num ml-auto text-xs text-ink-3">{f.dateTime(visit.startedAt ?? visit.plannedAt, now)}</span>
        </div>
        {page.clashes.map((clash) => (
          <p key={clash.id} className="flex items-center gap-2 text-warn-ink">
            <TriangleAlert className="text-[15px]" />
            <Link to={paths.visit(clash.id)} className="hover:underline">
              {t('visit.clashes', { account: clash.accountName ?? '—', when: f.time(clash.at) })}
            </Link>
          </p>
        ))}
        {isVeryLong(length) && (
          <p className="flex items-center gap-2 text-warn-ink">
            <TriangleAlert className="text-[15px]" />
            {t('visit.very_long', { minutes: say(length) })}
          </p>
        )}
        {(running !== null || took !== null || visit.checkIn) && (
          <div className="grid gap-1 text-ink-2">
            {running !== null && <Line icon={Timer}>{t('visit.running', { minutes: say(running) })}</Line>}
            {took !== null && <Line icon={Timer}>{t('visit.took', { minutes: say(took) })}</Line>}
            {visit.distanceMetres !== null && (
              <Line icon={MapPin}>
                {t('visit.distance', { distance: distanceText(visit.distanceMetres) })}
                {visit.checkIn &&
                  !visit.checkIn.isCoarse &&
                  ` · ${t('visit.accuracy', { metres: Math.round(visit.checkIn.accuracy) })}`}
              </Line>
            )}
            {visit.distanceMetres === null && visit.startedAt && isAhead && (
              <Line icon={MapPin}>{t('visit.no_position')}</Line>
            )}
            {visit.isPositionUnusable && <Line icon={TriangleAlert}>{t('visit.reason.bad_position')}</Line>}
          </div>
        )}
        {visit.confirmedAt && (
          <Line icon={CircleCheck}>
            <Link to={`${paths.visit(visit.id)}/confirm`} className="hover:underline">
              {t('confirmation.done')}
              {visit.confirmedRating !== null && ` · ${t('confirmation.rated', { n: visit.confirmedRating })}`}
            </Link>
          </Line>
        )}
        {visit.cancelReason && <p className="text-ink-2">{visit.cancelReason}</p>}
        {!isForm && may('start') && (
          <>
            <StartButton
              id={visit.id}
              version={visit.version}
              about={[account?.name, visit.purpose].filter(Boolean).join(' · ')}
            />
            <p className="-mt-1 text-xs text-ink-3">{t('visit.start_hint')}</p>
          </>
        )}
        {isAhead && account && (
          <div className="grid grid-cols-2 gap-2">
            {account.phone && (
              <ButtonLink to={`tel:${account.phone}`} icon={Phone} block reloadDocument>
                {t('visit.call')}
              </ButtonLink>
            )}
            {directions && (
              <ButtonLink to={directions} icon={Navigation} block target="_blank" rel="noreferrer">
                {t('visit.directions')}
              </ButtonLink>
            )}
          </div>
        )}
        {page.mayAskToConfirm && (
          <ButtonLink to={`${paths.visit(visit.id)}/confirm`} icon={QrCode} block>
            {t('confirmation.ask')}
          </ButtonLink>
        )}
        {page.offersJoint && (
          <ButtonLink to={`${paths.coaching(visit.id)}?do=joint`} icon={GraduationCap} block>
            {t('coaching.joint')}
          </ButtonLink>
        )}
        {isAhead && (
          <ButtonLink to={`${paths.visit(visit.id)}/brief`} icon={FileText} block>
            {t('brief.title')}
          </ButtonLink>
        )}
        {!isForm && (may('complete') || may('reschedule') || may('cancel')) && (
          <div className="flex flex-wrap gap-2">
            {may('complete') && visit.status !== 'in_progress' && (
              <ButtonLink to="?do=complete" icon={NotebookPen} size="sm" className="flex-1">
                {visit.status === 'missed' ? t('visit.complete_late') : t('visit.log_short')}
              </ButtonLink>
            )}
            {may('reschedule') && (
              <MoveLink
                visit={{ id: visit.id, accountName: account?.name ?? null }}
                label={visit.status === 'planned' ? t('move.to') : t('visit.replan')}
              />
            )}
            {may('cancel') && (
              <ButtonLink to="?do=cancel" icon={CircleX} size="sm" className="flex-1">
                {t('common.cancel')}
              </ButtonLink>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function Line({ icon: Icon, children }: { icon: typeof Timer; children: ReactNode }) {
  return (
    <p className="num flex items-center gap-2">
      <Icon className="text-[15px] text-ink-3" />
      {children}
    </p>
  );
}
