import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useLoaderData, useRouteLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { locales } from '~/core/locale';
import { paths } from '~/core/paths';
import { densities, themes } from '~/core/preferences';
import { densityOf, themeOf } from '~/core/preferences.server';
import { translate } from '~/locales/translate.server';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipGroup } from '~/ui/chip-group';
import {
  Bell,
  CalendarDays,
  Download,
  HeartPulse,
  KeyRound,
  Lock,
  MonitorSmartphone,
  ShieldCheck,
  UsersRound,
  Webhook,
} from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { AllPlaces } from '~/ui/shell/all-places';
import { PersonActions } from '~/ui/shell/person-menu';
import type { loader as appLoader } from './_app/route';

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor } = await requireContext(request);
  const locale = actor.locale;
  return {
    title: translate(locale)('settings.title'),
    theme: themeOf(request),
    density: densityOf(request),
    person: { name: actor.name, role: actor.role, roles: actor.roles, unit: actor.unitName },
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Settings() {
  const t = useT();
  const { locale } = useFormat();
  const { theme, density, person } = useLoaderData<typeof loader>();
  const app = useRouteLoaderData<typeof appLoader>('routes/_app');
  const languages = locales.map((value) => ({ value, label: t(`settings.language.${value}`) }));
  const roles = person.roles.map((id) => ({ id, label: t(`role.${id}`), active: id === person.role }));
  return (
    <>
      <PageHead title={t('settings.title')} />
      <PageBody narrow>
        <AllPlaces />
        <Card title={t('settings.appearance')}>
          <Form method="post" action="/preferences" reloadDocument className="grid gap-5">
            <input type="hidden" name="back" value="/settings" />
            <Choice label={t('settings.language')} hint={t('settings.language_hint')}>
              <ChipGroup name="lang" label={t('settings.language')} options={languages} value={locale} />
            </Choice>
            <Choice label={t('settings.theme')} hint={t('settings.theme_hint')}>
              <ChipGroup
                name="theme"
                label={t('settings.theme')}
                options={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
                value={theme}
              />
            </Choice>
            <Choice label={t('settings.density')} hint={t('settings.density_hint')}>
              <ChipGroup
                name="density"
                label={t('settings.density')}
                options={densities.map((value) => ({ value, label: t(`settings.density.${value}`) }))}
                value={density}
              />
            </Choice>
            <div>
              <SubmitButton>{t('common.save')}</SubmitButton>
            </div>
          </Form>
        </Card>
        <nav className="flex flex-wrap gap-2">
          {app?.may.calendar && (
            <ButtonLink to="/settings/calendar" icon={CalendarDays}>
              {t('calendar.title')}
            </ButtonLink>
          )}
          <ButtonLink to="/settings/password" icon={Lock}>
            {t('access.password')}
          </ButtonLink>
          <ButtonLink to={paths.secondFactor} icon={ShieldCheck}>
            {t('access.factor')}
          </ButtonLink>
          <ButtonLink to="/settings/passkeys" icon={KeyRound}>
            {t('access.passkeys')}
          </ButtonLink>
          <ButtonLink to="/settings/sessions" icon={MonitorSmartphone}>
            {t('session.title')}
          </ButtonLink>
          {app?.may.tokens && (
            <ButtonLink to="/settings/tokens" icon={KeyRound}>
              {t('token.title')}
            </ButtonLink>
          )}
          {app?.may.exports && (
            <ButtonLink to={paths.exports} icon={Download}>
              {t('export.title')}
            </ButtonLink>
          )}
          {app?.may.webhooks && (
            <ButtonLink to="/webhooks" icon={Webhook}>
              {t('webhook.title')}
            </ButtonLink>
          )}
          {app?.may.health && (
            <ButtonLink to={paths.health} icon={HeartPulse}>
              {t('health.title')}
            </ButtonLink>
          )}
          <ButtonLink to="/settings/notices" icon={Bell}>
            {t('notice.settings.title')}
          </ButtonLink>
          {app?.may.colleagues && (
            <ButtonLink to="/people" icon={UsersRound} className="max-sm:hidden">
              {t('person.title')}
            </ButtonLink>
          )}
        </nav>
        <Card title={person.name} note={person.unit} className="sm:hidden">
          <PersonActions person={{ name: person.name, unit: person.unit, role: t(`role.${person.role}`), roles }} />
        </Card>
      </PageBody>
    </>
  );
}

function Choice({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline gap-2">
        <span className="font-medium">{label}</span>
        <span className="text-xs text-ink-3">{hint}</span>
      </div>
      {children}
    </div>
  );
}
