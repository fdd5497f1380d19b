import { useLocation } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { IconLink } from '~/ui/button';
import { CalendarRange, List } from '~/ui/icons';
import { withParams } from '~/ui/params';
import { ViewSwitch } from '~/ui/view-switch';

type Shape = 'list' | 'week';

const toShape = (search: string, shape: Shape) =>
  withParams(search, { shape: shape === 'week' ? 'week' : null, after: null, before: null, view: null });

/** The list, or the week of one person. */
export function ShapeSwitch({ shape }: { shape: Shape }) {
  const t = useT();
  const { search } = useLocation();
  const to = (next: Shape) => toShape(search, next);
  return (
    <span className="max-sm:hidden">
      <ViewSwitch
        label={t('visit.shape')}
        items={[
          { to: to('list'), label: t('visit.shape.list'), icon: List, active: shape === 'list' },
          { to: to('week'), label: t('visit.shape.week'), icon: CalendarRange, active: shape === 'week' },
        ]}
      />
    </span>
  );
}

/** On the phone there is room for the other shape only. */
export function OtherShape({ shape }: { shape: Shape }) {
  const t = useT();
  const { search } = useLocation();
  const other = shape === 'week' ? 'list' : 'week';
  return (
    <span className="sm:hidden">
      <IconLink icon={faces[other]} label={t(`visit.shape.${other}`)} to={toShape(search, other)} />
    </span>
  );
}

const faces = { list: List, week: CalendarRange };
