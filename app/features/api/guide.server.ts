import type { Locale } from '~/core/locale';
import { translate } from '~/locales/translate.server';
import { bulkInput } from './bulk.server';
import { bodySchema, type JsonSchema, patchSchema } from './json-schema.server';
import { operationWords } from './operation-words';
import { type Operation, operations } from './registry.server';

type Schema = JsonSchema & {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
};

const formats: Record<string, string> = {
  uuid: '00000000-0000-0000-0000-000000000000',
  date: '2026-12-31',
  'date-time': '2026-12-31T09:00:00+08:00',
};

/** What must be there, filled in so that its shape can be seen. */
function example(schema: Schema): unknown {
  const [branch] = schema.oneOf ?? schema.anyOf ?? [];
  if (branch) return example(branch);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (type === 'object') {
    const names = schema.required ?? Object.keys(schema.properties ?? {}).slice(0, 1);
    return Object.fromEntries(names.map((name) => [name, example(schema.properties?.[name] ?? {})]));
  }
  if (type === 'array') return schema.items?.type === 'object' || schema.items?.oneOf ? [example(schema.items)] : [];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 0;
  if (type === 'boolean') return false;
  return formats[schema.format ?? ''] ?? '';
}

function bodyOf({ action, write }: Operation): string | null {
  const schema =
    action === 'bulk'
      ? bodySchema(bulkInput, [])
      : action === 'update' && write
        ? patchSchema(write.input, write.given)
        : write && action !== 'remove'
          ? bodySchema(write.input, write.given, ['id'])
          : null;
  return schema && JSON.stringify(example(schema as Schema), null, 2);
}

export type GuideOperation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  scope: string;
  /** An example of the body; null where there is none. */
  body: string | null;
  versioned: boolean;
};

/** The operations as the page to try them shows them. */
export function guide(locale: Locale): GuideOperation[] {
  const t = translate(locale);
  return operations.map((operation) => {
    const { resource, method, path, action, access, write } = operation;
    return {
      id: `${resource.name}.${action}`,
      method,
      path: `/api/v1${path}`,
      summary: operationWords(t, resource.name, action),
      scope: `${resource.name}:${access}`,
      body: bodyOf(operation),
      versioned: write?.versioned ?? false,
    };
  });
}
