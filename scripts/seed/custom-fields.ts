import type { accounts, contacts, customFields, opportunities, roleGrants, visits } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import { searchText } from '~/core/pinyin.server';
import type { CustomEntity, CustomField, CustomValues } from '~/features/custom-fields/rules';
import type { Company, Person } from './company';
import type { Demo } from './demo';
import { makeMobile } from './names/people';

type Field = typeof customFields.$inferInsert;
type Row = (typeof accounts | typeof contacts | typeof opportunities | typeof visits)['$inferInsert'];
type Told = Pick<Field, 'key' | 'kind' | 'label' | 'labelEn'> & Partial<CustomField>;

const choice = (...pairs: [value: string, en: string][]) => pairs.map(([value, en]) => ({ value, en }));

/** What two companies want to know besides, by company and kind of record. */
const told: [company: string, entity: CustomEntity, fields: Told[]][] = [
  ['zj', 'opportunities', [
    { key: 'line_count', kind: 'number', label: '专线条数', labelEn: 'Private lines', unit: '条', isListed: true, isFilterable: true },
    { key: 'tender_no', kind: 'text', label: '招标编号', labelEn: 'Tender number', help: '招标公告上的项目编号', helpEn: 'As in the notice of the tender', isFilterable: true },
    { key: 'classified', kind: 'yes_no', label: '是否涉密', labelEn: 'Classified', isFilterable: true },
  ]],
  ['zj', 'accounts', [
    { key: 'localisation', kind: 'one', label: '信创要求', labelEn: 'Domestic technology', options: choice(['全国产', 'Wholly'], ['部分国产', 'Partly'], ['无要求', 'Not required']), isListed: true, isFilterable: true },
    { key: 'it_budget', kind: 'amount', label: '年度信息化预算', labelEn: 'Yearly IT budget' },
  ]],
  ['zj', 'contacts', [
    { key: 'reach_at', kind: 'one', label: '方便联系时间', labelEn: 'Best time to call', options: choice(['上午', 'Mornings'], ['下午', 'Afternoons'], ['晚间', 'Evenings']) },
    { key: 'interests', kind: 'several', label: '关注话题', labelEn: 'Interests', options: choice(['安全', 'Security'], ['成本', 'Cost'], ['云与算力', 'Cloud'], ['国际业务', 'Abroad']) },
  ]],
  ['zj', 'visits', [
    { key: 'demo_shown', kind: 'yes_no', label: '做了演示', labelEn: 'Demo given', isFilterable: true },
    { key: 'material', kind: 'link', label: '交流材料', labelEn: 'Material' },
  ]],
  ['gd', 'opportunities', [
    { key: 'sites', kind: 'number', label: '站点数', labelEn: 'Sites', unit: '个', isListed: true, isFilterable: true },
    { key: 'bid_opens_on', kind: 'day', label: '开标日期', labelEn: 'Bids open on', isFilterable: true },
  ]],
]; // biome-ignore format: a table

/** Who administers the company of Zhejiang; of the group there is another. */
export function makeKeeper(demo: Demo, company: Company) {
  const tenantId = company.tenants.findIndex(({ code }) => code === 'zj') + 1;
  const unit = company.units.find((one) => one.tenantId === tenantId && one.kind === 'province');
  if (!unit?.id) throw new Error('no province to administer');
  const joinedOn = demo.day(-900);
  const [name, phone, employeeNo] = ['沈知行', makeMobile(demo.random), 'ZJ9001'];
  const createdAt = fromLocal(joinedOn);
  const row: Omit<Person, 'roles' | 'key' | 'region'> = {
    id: demo.id(createdAt),
    tenantId,
    unitId: unit.id,
    name,
    ...searchText({ name, person: true, extra: [employeeNo, phone] }),
    employeeNo,
    title: '公司管理员',
    email: 'admin.zj@demo.test',
    phone,
    joinedOn,
    createdAt,
    updatedAt: createdAt,
  };
  const grant: typeof roleGrants.$inferInsert = { personId: row.id, role: 'admin', unitId: unit.id };
  return { row, grant };
}

export function makeCustomFields(demo: Demo, company: Company): Field[] {
  const at = demo.during(demo.day(-45));
  return told.flatMap(([code, entity, fields]) =>
    fields.map(
      (field, place): Field => ({
        ...field,
        tenantId: company.tenants.findIndex((tenant) => tenant.code === code) + 1,
        id: demo.id(at),
        entity,
        options: field.options ?? [],
        position: (place + 1) * 10,
        indexedAt: at,
        retiredAt: null,
        isListed: field.isListed ?? false,
        isFilterable: field.isFilterable ?? false,
        decimals: 0,
        createdAt: at,
        updatedAt: at,
      }),
    ),
  );
}

/** A value such as people give, by the row's turn: no dice, so that nothing else of the demo moves. */
function valueFor(field: Field, turn: number, day: string): CustomValues[string] {
  const options = field.options ?? [];
  switch (field.kind) {
    case 'number':
      return 1 + ((turn * 7) % 24);
    case 'amount':
      return (20 + ((turn * 13) % 180)) * 10_000_00;
    case 'day':
      return day;
    case 'one':
      return options[turn % options.length]!.value;
    case 'several':
      return options
        .filter((_, place) => place === turn % options.length || place === (turn * 3) % options.length)
        .map((one) => one.value);
    case 'yes_no':
      return turn % 3 === 0;
    case 'link':
      return `https://example.com/material/${turn}`;
    default:
      return `ZJZB-${day.slice(0, 4)}-${String(1000 + turn)}`;
  }
}

/** Fills the fields in on some of the rows: not everybody has answered. */
export function fillIn(demo: Demo, fields: Field[], entity: CustomEntity, rows: Row[]) {
  for (const [turn, row] of rows.entries()) {
    const own = fields.filter((field) => field.entity === entity && field.tenantId === row.tenantId);
    const given = own.filter((_, place) => (turn + place) % 5 < 3);
    row.custom = Object.fromEntries(
      given.map((field) => [field.key, valueFor(field, turn, demo.day(20 + (turn % 60)))]),
    );
  }
}
