import { describe, expect, it } from 'vitest';
import { all as en } from '~/locales/en/all';
import { all as zhCN } from '~/locales/zh-CN/all';
import { importFields } from './fields';
import { guessMapping } from './mapping';
import { importKinds } from './rules';
import { findWord, type WordTableName } from './words';

/** What forms, pages and exports of the app call a field: our field → keys of the catalogue. */
const labels = {
  accounts: {
    name: ['account.name'],
    shortName: ['account.shortName'],
    creditCode: ['account.creditCode'],
    kind: ['account.kind'],
    grade: ['account.grade'],
    industry: ['account.industry'],
    owner: ['account.ownerId'],
    enterprise: ['account.enterpriseId'],
    parent: ['account.parentId'],
    regionCode: ['account.regionCode'],
    address: ['account.address'],
    longitude: ['account.longitude'],
    latitude: ['account.latitude'],
    phone: ['account.phone'],
    website: ['account.website'],
    registeredCapitalFen: ['account.registeredCapitalFen'],
    annualRevenueFen: ['account.annualRevenueFen'],
    monthlyRevenueFen: ['account.monthlyRevenueFen'],
    headcount: ['account.headcount'],
    foundedYear: ['account.foundedYear'],
    fundingPattern: ['account.fundingPattern'],
    organisationForm: ['account.organisationForm'],
    managementStyle: ['account.managementStyle'],
    marketingNetwork: ['account.marketingNetwork'],
    tailoringNote: ['account.tailoringNote'],
  },
  contacts: {
    name: ['contact.name'],
    title: ['contact.jobTitle'],
    department: ['contact.department'],
    mobile: ['contact.mobile'],
    phone: ['contact.phone'],
    email: ['contact.email'],
    wechat: ['contact.wechat'],
    reportsTo: ['contact.reportsToId'],
    buyingRole: ['contact.buyingRole'],
    influence: ['contact.influence'],
    attitude: ['contact.attitude'],
    note: ['contact.note'],
  },
  opportunities: {
    account: ['opportunity.account'],
    title: ['opportunity.title'],
    externalKey: ['opportunity.id'],
    stage: ['opportunity.stage'],
    owner: ['opportunity.owner'],
    offering: ['opportunity.offering'],
    oneOffFen: ['opportunity.one_off'],
    monthlyFen: ['opportunity.monthly'],
    months: ['opportunity.months'],
    probability: ['opportunity.probability'],
    expectedCloseOn: ['opportunity.close_on'],
    closedOn: ['opportunity.closed_on'],
    closeReason: ['opportunity.reason', 'opportunity.reason_won', 'opportunity.reason_lost'],
    closeNote: ['opportunity.note_more'],
    competitor: ['opportunity.competitor'],
    source: ['opportunity.source'],
    nextStep: ['opportunity.next_step'],
    nextStepOn: ['opportunity.next_step_on'],
  },
  visits: {
    account: ['visit.account', 'visit.column.account'],
    purpose: ['visit.purpose'],
    plannedAt: ['visit.planned_for', 'visit.when', 'visit.began'],
    plannedMinutes: ['visit.minutes', 'visit.column.minutes'],
    status: ['visit.status'],
    type: ['visit.type'],
    channel: ['visit.channel'],
    owner: ['visit.by'],
    contacts: ['visit.column.contacts', 'visit.who_theirs', 'visit.who_theirs_plan'],
    opportunity: ['visit.opportunity'],
    note: ['visit.note', 'visit.column.note'],
    competitorNote: ['visit.competitor_note'],
    satisfaction: ['visit.satisfaction'],
    nextStep: ['visit.next_step'],
    nextStepOn: ['visit.next_step_on'],
    cancelReason: ['visit.cancel_reason'],
  },
  people: {
    name: ['person.name'],
    email: ['person.email'],
    phone: ['person.phone'],
    employeeNo: ['person.employee_no'],
    title: ['person.job_title'],
    unit: ['person.unit'],
    role: ['person.role'],
    joinedOn: ['person.joined_on'],
  },
  offerings: { name: ['opportunity.offering'], line: ['opportunity.line'] },
} as const satisfies Record<(typeof importKinds)[number], Record<string, readonly (keyof typeof zhCN)[]>>;

/** Where the catalogue keeps the words of a table. */
const wordPrefixes: Partial<Record<WordTableName, string>> = {
  accountKind: 'account.kind.',
  grade: 'account.grade.',
  fundingPattern: 'account.funding.',
  organisationForm: 'account.organisation.',
  managementStyle: 'account.management.',
  marketingNetwork: 'account.marketing.',
  buyingRole: 'contact.role.',
  attitude: 'contact.attitude.',
  source: 'source.',
  closeReason: 'close_reason.',
  visitStatus: 'visit.status.',
  visitType: 'visit.type.',
  channel: 'visit.channel.',
  role: 'role.',
  productLine: 'line.',
};

describe.each([
  ['zh-CN', zhCN as Record<string, string>],
  ['en', en as Record<string, string>],
])('the words of the app itself, in %s', (_locale, words) => {
  it.each(importKinds)('name the columns of %s', (kind) => {
    const missed = Object.entries<readonly string[]>(labels[kind]).flatMap(([field, keys]) =>
      keys.filter((key) => guessMapping(kind, [words[key]!])[field] !== 0).map((key) => `${key} ${words[key]}`),
    );
    expect(missed).toEqual([]);
    const own = importFields[kind].map(({ name }) => name);
    expect(own.filter((name) => guessMapping(kind, [words[`imports.${kind}.${name}`]!])[name] !== 0)).toEqual([]);
  });

  it('are understood as values', () => {
    const missed = Object.entries(wordPrefixes).flatMap(([table, prefix]) =>
      Object.keys(words)
        .filter((key) => key.startsWith(prefix) && /^\w+$/.test(key.slice(prefix.length)))
        .filter((key) => findWord(table as WordTableName, words[key]!) !== key.slice(prefix.length))
        .map((key) => `${key} ${words[key]}`),
    );
    expect(missed).toEqual([]);
  });
});
