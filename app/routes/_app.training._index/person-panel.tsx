import clsx from 'clsx';
import { useFormat, useT } from '~/core/i18n';
import type { MatrixColumn, MatrixRow } from '~/features/certification/matrix';
import { readDetails, readLetter, strengths } from '~/features/certification/matrix';
import { nameIn } from '~/features/certification/named';
import { ProfileFacts } from '~/features/certification/profile-facts';
import type { Profile } from '~/features/certification/queries/profile.server';
import { Avatar } from '~/ui/avatar';
import { Button, ButtonLink, IconButton } from '~/ui/button';
import { CircleX, Clock, Maximize2, X } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import { toldOf } from './cell';
import type { Focus } from './grid';

type Props = {
  profile: Profile;
  rows: MatrixRow[];
  columns: MatrixColumn[];
  focus: Focus;
  onClose: () => void;
  onAssign: (code: string) => void;
};

/** What a cell is about, and what to do: the person's strengths, what happened last, what waits. */
export function PersonPanel({ profile, rows, columns, focus, onClose, onAssign }: Props) {
  const t = useT();
  const years = profile.joinedOn
    ? Math.floor(((Date.parse(profile.day) - Date.parse(profile.joinedOn)) / 31_557_600_000) * 10) / 10
    : null;
  const role = profile.title ?? (profile.role ? t.any(`role.${profile.role}`) : '');
  return (
    <>
      <header className="flex items-center justify-between border-b border-line px-4 py-2.5">
        <h2 className="text-ink-2">{t('matrix.details')}</h2>
        <span className="flex">
          <Link
            to={`/training/people/${profile.id}`}
            aria-label={t('matrix.whole_page')}
            className="flex size-9 items-center justify-center rounded-md text-ink-2 hover:bg-sunken"
          >
            <Maximize2 className="text-[16px]" />
          </Link>
          <IconButton icon={X} label={t('common.close')} onClick={onClose} />
        </span>
      </header>
      <div className="grid content-start gap-5 overflow-y-auto p-4">
        <div className="flex items-center gap-3">
          <Avatar name={profile.name} size="lg" />
          <div className="min-w-0">
            <p className="text-lg font-semibold">{profile.name}</p>
            <p className="text-xs text-ink-3">
              {[role, profile.unit, years !== null && t('matrix.joined', { n: years })].filter(Boolean).join(' · ')}
            </p>
          </div>
        </div>
        <FocusedCard {...{ profile, rows, columns, focus, onAssign }} />
        <Strengths rows={rows} columns={columns} personId={profile.id} />
        <ProfileFacts profile={profile} />
      </div>
    </>
  );
}

/** The certificate that was clicked: where the person stands, and the verb that mends it. */
function FocusedCard({ profile, rows, columns, focus, onAssign }: Omit<Props, 'onClose'>) {
  const t = useT();
  const f = useFormat();
  const index = columns.findIndex(({ code }) => code === focus.code);
  const [column, row] = [columns[index], rows.find(({ id }) => id === profile.id)];
  if (!column || !row) return null;
  const standing = readLetter(row.cells[index]);
  const blocked = profile.gaps.filter(({ code }) => code === column.code);
  const isBad = standing === 'expired' || blocked.length > 0;
  const isFine = standing === 'valid';
  return (
    <section
      className={clsx(
        'rounded-lg border p-3',
        isBad ? 'border-bad bg-bad-soft' : isFine ? 'border-line bg-ok-soft' : 'border-line bg-sunken',
      )}
    >
      <h3 className={clsx('flex items-center gap-1.5 font-semibold', isBad ? 'text-bad-ink' : 'text-ink')}>
        {isBad ? <CircleX className="text-[15px]" /> : <Clock className="text-[15px]" />}
        {nameIn(f.locale, column)} · {toldOf(standing, readDetails(row)[index], t, f)}
      </h3>
      {blocked.length > 0 && (
        <p className="mt-1 text-sm text-ink-2">
          {t('matrix.person_blocked', {
            n: blocked.length,
            amount: f.money(blocked.reduce((sum, gap) => sum + gap.amountFen, 0)),
          })}
        </p>
      )}
      {!isFine && (
        <div className="mt-3 flex gap-2">
          <Button variant="primary" className="flex-1" onClick={() => onAssign(column.code)}>
            {t('assign.one')}
          </Button>
          <PostButton
            action="/training?index"
            fields={{ people: profile.id, codes: column.code, dueOn: '' }}
            variant="secondary"
          >
            {t('assign.remind')}
          </PostButton>
        </div>
      )}
      {!isFine && (
        <ButtonLink to={`/certificates/new?person=${profile.id}`} variant="ghost" size="sm" className="mt-2">
          {t('proof.hand_in')}
        </ButtonLink>
      )}
    </section>
  );
}

function Strengths({ rows, columns, personId }: { rows: MatrixRow[]; columns: MatrixColumn[]; personId: string }) {
  const t = useT();
  const list = strengths(rows, columns, personId);
  if (!list.length) return null;
  return (
    <section>
      <h3 className="mb-2 font-semibold">{t('matrix.strengths')}</h3>
      <ul className="grid gap-2">
        {list.map(({ family, mine, median }) => (
          <li key={family} className="grid grid-cols-[4.5rem_1fr_3rem] items-center gap-2 text-sm">
            <span className="truncate text-ink-2">{t(`certificate.family.${family}`)}</span>
            <span aria-hidden className="relative h-1.5 rounded-full bg-line">
              <span
                className={clsx('absolute inset-y-0 left-0 rounded-full', mine < median ? 'bg-warn' : 'bg-brand')}
                style={{ width: `${mine}%` }}
              />
              <span className="absolute -inset-y-1 w-0.5 bg-ink-2" style={{ left: `calc(${median}% - 1px)` }} />
            </span>
            <span className="num text-right font-medium">{mine}%</span>
          </li>
        ))}
      </ul>
      <p className="mt-1.5 text-xs text-ink-3">{t('matrix.median')}</p>
    </section>
  );
}
