import { useT } from '~/core/i18n';
import type { Role } from '~/features/people/rules';
import { Card } from '~/ui/card';
import { ChevronRight, Handshake, type Icon, Settings } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

/** For roles without customers of their own: what they may use now, and no more. */
export function SmallHome({ name, role, mayCommit }: { name: string; role: Role; mayCommit: boolean }) {
  const t = useT();
  return (
    <>
      <PageHead title={t('home.title')} />
      <PageBody narrow>
        <div>
          <p className="text-xl font-semibold">{t('home.hello', { name })}</p>
          <p className="mt-1 text-ink-2">{t('home.role', { role: t(`role.${role}`) })}</p>
          <p className="mt-1 text-ink-3">{t('home.nothing_yet')}</p>
        </div>
        <Card title={t('home.you_can')} padded={false}>
          <ul className="divide-y divide-line">
            {mayCommit && (
              <Entry
                to="/commitments"
                icon={Handshake}
                title={t('home.commitments')}
                note={t('home.commitments_note')}
              />
            )}
            <Entry to="/settings" icon={Settings} title={t('shell.settings')} note={t('home.settings')} />
          </ul>
        </Card>
      </PageBody>
    </>
  );
}

function Entry({ to, icon: Icon, title, note }: { to: string; icon: Icon; title: string; note: string }) {
  return (
    <li>
      <Link to={to} className="flex min-h-15 items-center gap-3 px-4 py-3 hover:bg-sunken">
        <Icon className="text-[18px] text-ink-3" />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{title}</span>
          <span className="block text-xs text-ink-3">{note}</span>
        </span>
        <ChevronRight className="text-[16px] text-ink-3" />
      </Link>
    </li>
  );
}
