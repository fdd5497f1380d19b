import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Role } from '~/features/people/rules';
import {
  Award, Bell, Bookmark, Building2, CalendarCheck, CalendarDays, ChartLine, Copy, FileInput, FileSpreadsheet, FileText, Goal,
  GraduationCap, Handshake, HeartPulse, IdCard, Landmark, ListChecks, MapPinCheck, MessagesSquare, Network, NotebookPen, Package, Phone, Satellite,
  SatelliteDish, ScrollText, SlidersHorizontal, Sprout, Stamp, Target, Telescope, TicketPercent, Timer, Trash2, Trophy, UserRoundPlus, UsersRound, Workflow,
} from '~/ui/icons'; // biome-ignore format: a list
import type { PaletteCommand } from '~/ui/palette';
import type { Creation, Place } from '~/ui/shell/places';
import { useLeave } from '~/ui/shell/use-leave';

export type May = Record<
  | 'accounts' | 'createAccount' | 'opportunities' | 'createOpportunity' | 'visits' | 'planVisit' | 'createContact' | 'logInteraction'
  | 'merge' | 'automation' | 'coverage' | 'visitForms' | 'customFields' | 'review' | 'team' | 'imports' | 'recycleBin' | 'journal' | 'people' | 'colleagues'
  | 'rewards' | 'training' | 'leads' | 'createLead' | 'refer' | 'processes' | 'approvals' | 'forecast' | 'goals' | 'quotes' | 'quoteRules' | 'siteCheck' | 'satellites' | 'catalogue' | 'contracts' | 'promotions' | 'awards' | 'selection' | 'performance' | 'learn' | 'health',
  boolean
>; // biome-ignore format: as a list
type Actor = { name: string; role: Role; roles: Role[]; unit: string };

/** A post that leaves the page, for commands that are forms elsewhere. */
function post(action: string, fields: Record<string, string>) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = action;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

/** What the shell shows this person, in words. */
export function useNavigationOf(may: May | undefined, actor: Actor | undefined, unread = 0) {
  const t = useT();
  const mayLeave = useLeave();
  const { locale } = useFormat();
  const when = <T>(condition: boolean | undefined, item: T): T[] => (condition ? [item] : []);

  const today: Place = { to: '/today', label: t('shell.today'), icon: CalendarDays, letter: 't' };
  const opportunities: Place = { to: '/opportunities', label: t('shell.opportunities'), icon: Target, letter: 'o' };
  const accounts: Place = { to: '/accounts', label: t('shell.accounts'), icon: Building2, letter: 'a' };
  const isReferring = actor?.role === 'employee' || actor?.role === 'partner_agent';
  const refer: Place = { to: '/refer', label: t('refer.title'), icon: Sprout };
  const sheets: Place = { to: '/sheets', label: t('refer.share'), icon: Package };
  const learn: Place = { to: '/learn', label: t('learn.title'), icon: GraduationCap };
  const training: Place = { to: '/training', label: t('training.title'), icon: GraduationCap };
  const rewards: Place = { to: '/rewards', label: t('reward.title'), icon: Award };
  const places: Place[] = [
    ...when(may?.refer && isReferring, refer),
    ...when(may?.rewards && isReferring, rewards),
    ...when(may?.refer && isReferring, sheets),
    ...when(may?.learn && isReferring, learn),
    ...when(may?.visits, today),
    ...when(may?.opportunities, opportunities),
    ...when(may?.quotes, { to: '/quotes', label: t('quote.title'), icon: FileSpreadsheet, letter: 'q' }),
    ...when(may?.contracts, { to: '/contracts', label: t('contract.title'), icon: FileText }),
    ...when(may?.accounts, accounts),
    ...when(may?.leads, { to: '/leads', label: t('lead.title'), icon: Sprout, letter: 'l' }),
    ...when(may?.visits, { to: '/visits', label: t('shell.visits'), icon: MapPinCheck, letter: 'v' }),
    ...when(may?.visits, { to: '/commitments', label: t('shell.commitments'), icon: ListChecks, letter: 'p' }),
    ...when(may?.visits, {
      to: '/coaching',
      label: t('shell.coaching'),
      icon: MessagesSquare,
      letter: 'd',
      badge: unread,
    }),
    ...when(may?.coverage, { to: '/coverage', label: t('shell.coverage'), icon: CalendarCheck, letter: 'c' }),
    ...when(may?.siteCheck, { to: '/satellite/check', label: t('satellite.check'), icon: Satellite }),
    ...when(may?.satellites, { to: '/satellite', label: t('satellite.fleet'), icon: SatelliteDish }),
    ...when(may?.forecast, { to: '/forecast', label: t('forecast.title'), icon: Telescope, letter: 'f' }),
    ...when(may?.opportunities, { to: '/win-loss', label: t('win_loss.title'), icon: Trophy, letter: 'w' }),
    ...when(may?.review, { to: '/review', label: t('shell.review'), icon: ChartLine, letter: 'r' }),
    ...when(may?.rewards && !isReferring, rewards),
    ...when(may?.learn && !isReferring, learn),
    ...when(may?.training, training),
    ...when(may?.performance, { to: '/performance', label: t('performance.title'), icon: ChartLine }),
    ...when(may?.awards, { to: '/awards', label: t('award.title'), icon: Trophy }),
    ...when(may?.selection, { to: '/selection', label: t('selection.title'), icon: UserRoundPlus }),
    ...when(may?.goals, { to: '/targets', label: t('goal.title'), icon: Goal }),
    ...when(may?.accounts, { to: '/enterprises', label: t('shell.enterprises'), icon: Landmark, letter: 'e' }),
    ...when(may?.catalogue, { to: '/catalogue', label: t('offering.title'), icon: Package, letter: 'k' }),
    ...when(may?.promotions, { to: '/promotions', label: t('promotion.title'), icon: TicketPercent }),
    ...when(may?.team, { to: '/team', label: t('shell.team'), icon: UsersRound, letter: 'm' }),
    ...when(may?.imports, { to: '/imports', label: t('shell.imports'), icon: FileInput, letter: 'i' }),
    ...when(may?.people, { to: '/people', label: t('shell.people'), icon: IdCard, letter: 'u' }),
    ...when(may?.approvals, { to: '/approvals', label: t('approval.title'), icon: Stamp }),
    ...when(may?.quoteRules && !may.quotes, {
      to: '/quotes/policy',
      label: t('quote_policy.title'),
      icon: FileSpreadsheet,
    }),
    ...when(may?.processes, { to: '/processes', label: t('process.title'), icon: Workflow }),
    ...when(may?.automation, { to: '/automation', label: t('automation.title'), icon: Timer }),
    ...when(may?.visitForms, { to: '/visit-forms', label: t('visit_form.title'), icon: NotebookPen }),
    ...when(may?.customFields, { to: '/custom-fields', label: t('custom_field.title'), icon: SlidersHorizontal }),
    ...when(may?.merge, { to: '/accounts/duplicates', label: t('duplicates.title'), icon: Copy }),
    ...when(may?.recycleBin, { to: '/recycle-bin', label: t('shell.recycle_bin'), icon: Trash2, letter: 'b' }),
    ...when(may?.journal, { to: '/journal', label: t('shell.journal'), icon: ScrollText, letter: 'j' }),
    ...when(may?.health, { to: paths.health, label: t('health.title'), icon: HeartPulse }),
  ];
  /** The phone's whole map: what has no rail to stand in. */
  const allPlaces: Place[] = [
    ...places,
    ...when(may?.refer && !isReferring, refer),
    ...when(may?.awards && !may.selection, { to: '/selection', label: t('selection.title'), icon: UserRoundPlus }),
    ...when(may?.colleagues && !may.people, { to: '/people', label: t('person.title'), icon: IdCard }),
    ...when(may?.colleagues, { to: '/units', label: t('unit.title'), icon: Network }),
    { to: '/me/certificates', label: t('certificate.mine'), icon: Award },
    { to: '/notices', label: t('notice.title'), icon: Bell },
    { to: '/views', label: t('shell.saved_views'), icon: Bookmark },
  ];
  const thumbPlaces = [
    ...(isReferring ? [refer, rewards, sheets] : []),
    ...when(may?.visits, today),
    ...when(may?.accounts, accounts),
    ...when(may?.opportunities, opportunities),
    ...when(may?.training && !may.visits, training),
  ];
  const creations: Creation[] = [
    ...when(may?.planVisit, { to: '/visits/plan', label: t('shell.new_visit'), icon: MapPinCheck }),
    ...when(may?.logInteraction, { to: '/interactions/new', label: t('interaction.new'), icon: Phone }),
    ...when(may?.createOpportunity, { to: '/opportunities/new', label: t('shell.new_opportunity'), icon: Handshake }),
    ...when(may?.createLead, { to: '/leads/new', label: t('lead.new'), icon: Sprout }),
    ...when(may?.createAccount, { to: '/accounts/new', label: t('shell.new_account'), icon: Building2 }),
    ...when(may?.createContact, { to: '/contacts/new', label: t('shell.new_contact'), icon: UserRoundPlus }),
  ];

  const back = () => window.location.pathname + window.location.search;
  const prefer = (fields: Record<string, string>) => () => post('/preferences', { ...fields, back: back() });
  const commands: PaletteCommand[] = [
    ...creations.map(
      (item): PaletteCommand => ({ id: `new:${item.to}`, group: 'create', keywords: [item.to], ...item }),
    ),
    ...places.map(
      (item): PaletteCommand => ({
        id: `go:${item.to}`,
        group: 'pages',
        label: item.label,
        icon: item.icon,
        to: item.to,
        keywords: [item.to],
        keys: item.letter && `G ${item.letter.toUpperCase()}`,
      }),
    ),
    ...when<PaletteCommand>(may?.colleagues, {
      id: 'people',
      group: 'pages',
      label: t('person.title'),
      to: '/people',
      keywords: ['/people'],
    }),
    ...when<PaletteCommand>(may?.colleagues, {
      id: 'units',
      group: 'pages',
      label: t('unit.title'),
      to: '/units',
      keywords: ['/units'],
    }),
    {
      id: 'notices',
      group: 'pages',
      label: t('notice.title'),
      icon: Bell,
      to: '/notices',
      keywords: ['/notices'],
    },
    {
      id: 'certificates',
      group: 'pages',
      label: t('certificate.mine'),
      icon: Award,
      to: '/me/certificates',
      keywords: ['/me/certificates'],
    },
    {
      id: 'sessions',
      group: 'pages',
      label: t('session.title'),
      to: '/settings/sessions',
      keywords: ['/settings/sessions'],
    },
    { id: 'settings', group: 'pages', label: t('shell.settings'), to: '/settings', keywords: ['/settings'] },
    {
      id: 'light',
      group: 'commands',
      label: t('shell.theme_light'),
      run: prefer({ theme: 'light' }),
      keywords: ['light'],
    },
    { id: 'dark', group: 'commands', label: t('shell.theme_dark'), run: prefer({ theme: 'dark' }), keywords: ['dark'] },
    {
      id: 'language',
      group: 'commands',
      label: t('shell.switch_language'),
      run: prefer({ lang: locale === 'en' ? 'zh-CN' : 'en' }),
      keywords: ['english', 'language'],
    },
    {
      id: 'out',
      group: 'commands',
      label: t('shell.sign_out'),
      run: async () => {
        if (await mayLeave()) post('/logout', {});
      },
      keywords: ['logout', 'sign out'],
    },
  ];

  const roles = (actor?.roles ?? []).map((id) => ({ id, label: t(`role.${id}`), active: id === actor?.role }));
  const person = {
    name: actor?.name ?? '',
    role: actor ? t(`role.${actor.role}`) : '',
    unit: actor?.unit ?? '',
    roles,
  };
  return { person, places, allPlaces, thumbPlaces, creations, commands };
}
