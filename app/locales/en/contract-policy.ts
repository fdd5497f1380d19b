import type { contractPolicy as zh } from '../zh-CN/contract-policy';

export const contractPolicy = {
  'contract_policy.title': 'Letterhead and credits',
  'contract_policy.letterhead': 'Letterhead',
  'contract_policy.letterhead_hint': 'Printed on quotes. Papers made before stay as they are.',
  'contract_policy.name': 'Name',
  'contract_policy.name_en': 'Name in English',
  'contract_policy.address': 'Address',
  'contract_policy.address_en': 'Address in English',
  'contract_policy.phone': 'Telephone',
  'contract_policy.bank': 'Bank',
  'contract_policy.bank_account': 'Bank account',
  'contract_policy.tax_number': 'Tax number',
  'contract_policy.save': 'Save the letterhead',
  'contract_policy.saved': 'The letterhead is saved',
  'contract_policy.credits': 'Credits for late delivery',
  'contract_policy.credits_hint':
    'Given back of the one-off charge of each site, by days late. A new table holds for contracts made from now on.',
  'contract_policy.revision': 'revision {n}',
  'contract_policy.usual': 'the usual table',
  'contract_policy.from': 'Days late, from',
  'contract_policy.percent': 'Credit %',
  'contract_policy.empty_row': 'Rows left empty fall away.',
  'contract_policy.publish': 'Publish',
  'contract_policy.published': 'The table is published',
} satisfies Record<keyof typeof zh, string>;
