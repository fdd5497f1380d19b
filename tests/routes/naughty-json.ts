// What programs send, by the type of the field it goes into.

export type FieldSchema = {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  maxLength?: number;
  anyOf?: FieldSchema[];
  oneOf?: FieldSchema[];
  items?: FieldSchema;
  properties?: Record<string, FieldSchema>;
  required?: string[];
};

export type Kind = 'text' | 'number' | 'day' | 'moment' | 'other';

/** A schema that may be null, without that. */
const inner = (schema: FieldSchema) => schema.anyOf?.find((one) => one.type !== 'null') ?? schema;

export function kindOf(schema: FieldSchema): Kind {
  const { type, format, enum: choices, const: only } = inner(schema);
  if (choices || only !== undefined) return 'other';
  if (type === 'integer' || type === 'number') return 'number';
  if (type !== 'string' || format === 'uuid') return 'other';
  return format === 'date' ? 'day' : format === 'date-time' ? 'moment' : 'text';
}

export const longestOf = (schema: FieldSchema) => inner(schema).maxLength ?? Number.POSITIVE_INFINITY;

/** Stored, shown, found and exported exactly. Short enough for the shortest field that takes words. */
export const texts: [string, string][] = [
  ['emoji', '笑脸😀👩‍👩‍👧‍👦🇨🇳'],
  ['rare Han', '𠮷野家𪚥𬬮公司'],
  ['right to left', 'شركة מבחן'],
  ['a turned direction', 'a\u202eb\u202c户'],
  ['zero width', '零\u200b客\u200d户\ufeff内'],
  ['markup', '<script>alert(1)</script>客'],
  ['an attribute', '"><img src=x onerror=alert(1)>'],
  ['a formula', '=HYPERLINK("http://evil.example")'],
  ['a formula by its sign', "@SUM(1+1)*cmd|' /C calc'!A0"],
  ['a template', '{{7*7}}#{7*7}%s%n客'],
  ['combining', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤客'],
  ['C1 controls', 'a\u0080b\u0085c\u009fd客'],
  ['noncharacters', 'a\ufffeb\uffff客\u{1ffff}'],
  ['quotes', `'"\`\\ ' or '1'='1';--客`],
  ['a path', '../../etc/passwd客\\..\\'],
  ['a shell', '$(reboot)`reboot`;|&客'],
  ['a word of the language', '__proto__'],
  ['a number', '1e309'],
  ['a great number', '9007199254740993'],
  ['an empty word', 'null'],
  ['a place of numbers', '%00%0a%2e%2e'],
  ['a full width', 'ＡＢＣ１２３﹤ﬁ客'],
];

/** Refused wherever they are sent, for they cannot be kept as they are. */
export const impossible: [string, string][] = [
  ['NUL', 'a\u0000b'],
  ['a control character', 'a\u0007b'],
  ['half a character', 'a\ud83db'],
  ['the other half', 'a\ude00b'],
  ['halves in the wrong order', '\ude00\ud83d'],
];

/** As JSON, so that what no value of ours can be is sent too. */
export const numbers = [
  '1e309',
  '-1e309',
  '1e308',
  '-1',
  '0.5',
  '9007199254740993',
  '-0',
  '"NaN"',
  '"1"',
  'true',
  '[]',
];
export const days = [
  '0000-01-01',
  '0001-01-01',
  '2027-02-29',
  '2028-02-29',
  '9999-12-31',
  '2030-13-01',
  '2030-1-1',
  '',
];
export const moments = [
  '0000-01-01T00:00:00Z',
  '2027-02-29T09:00:00+08:00',
  '2028-02-29T09:00:00+08:00',
  '9999-12-31T23:59:00+08:00',
  '9999-12-31T23:59:00-23:59',
  '2030-01-01T25:00:00Z',
  '2030-01-01T09:00:00+99:00',
  '2030-01-01',
];

/** What a body must not be able to say of a record. */
export const forgedKeys = {
  tenantId: 1,
  tenant_id: 1,
  ownerId: '00000000-0000-7000-8000-000000000000',
  owner_id: '00000000-0000-7000-8000-000000000000',
  unitId: 1,
  unit_id: 1,
  id: '00000000-0000-7000-8000-000000000001',
  version: 99,
  createdAt: '2000-01-01T00:00:00Z',
  created_at: '2000-01-01T00:00:00Z',
  updatedAt: '2000-01-01T00:00:00Z',
  deletedAt: '2000-01-01T00:00:00Z',
  deletedBy: '00000000-0000-7000-8000-000000000000',
  importId: '00000000-0000-7000-8000-000000000000',
  role: 'admin',
  roles: ['admin'],
  state: 'won',
  status: 'completed',
  stageId: 7,
  stageType: 'won',
  search: 'x',
  holderId: '00000000-0000-7000-8000-000000000000',
  secret: 'x',
};
