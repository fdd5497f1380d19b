import type { Locale } from '~/core/locale';
import { translate } from '~/locales/translate.server';
import { bulkInput } from './bulk.server';
import { tombstone } from './deleted.server';
import { answerSchema, bodySchema, type JsonSchema, parameterSchemas, patchSchema } from './json-schema.server';
import { operationWords } from './operation-words';
import { deletedParameters, listParameters } from './read.server';
import { type Operation, operations, resources } from './registry.server';
import type { Resource } from './resource.server';
import { readOnly, resourceNames } from './rules';

const schemaName = ({ name }: Resource) => name[0]?.toUpperCase() + name.slice(1);
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonSchema) => ({ 'application/json': { schema } });
const problems = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]));

const versionHeader = { ETag: { schema: { type: 'string' }, description: '"version"' } };
const idParameter = ({ name }: Resource) => ({
  name: 'id',
  in: 'path',
  required: true,
  schema: name === 'stages' || name === 'units' ? { type: 'integer' } : { type: 'string', format: 'uuid' },
});
const keyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};
const versionParameter = { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } };
const fieldsParameter = { name: 'fields', in: 'query', required: false, schema: { type: 'string' } };

const statusProblems = [400, 401, 403, 404, 412, 415, 422, 428, 429, 503] as const;

function parametersOf({ resource, action, path, write, sub }: Operation) {
  if (sub) return [idParameter(resource), ...parameterSchemas(listParameters(sub).extend(sub.filters.shape))];
  if (action === 'deleted') return parameterSchemas(deletedParameters);
  if (action === 'list') return parameterSchemas(listParameters(resource).extend(resource.filters.shape));
  return [
    ...(path.includes('{id}') ? [idParameter(resource)] : []),
    ...(action === 'get' ? [fieldsParameter] : []),
    ...(write?.versioned ? [versionParameter] : []),
    ...(write || action === 'bulk' ? [keyParameter] : []),
  ];
}

function bodyOf({ action, write }: Operation) {
  if (action === 'bulk') return { requestBody: { required: true, content: json(bodySchema(bulkInput, [])) } };
  if (!write || action === 'remove') return {};
  const schema =
    action === 'update'
      ? patchSchema(write.input, write.given)
      : bodySchema(write.input, write.given, action === 'create' ? ['id'] : []);
  const isEmpty = !('oneOf' in schema) && Object.keys((schema.properties as object) ?? {}).length === 0;
  return isEmpty ? {} : { requestBody: { required: true, content: json(schema) } };
}

/** A page of a list. */
const pageOf = (schema: string) => ({
  type: 'object',
  required: ['data', 'next'],
  properties: { data: { type: 'array', items: ref(schema) }, next: { type: ['string', 'null'] } },
});
const subName = (resource: Resource, action: string) =>
  `${schemaName(resource)}${action[0]?.toUpperCase()}${action.slice(1)}`;

function answersOf({ resource, action, sub }: Operation) {
  const name = schemaName(resource);
  if (sub) return { 200: { description: 'OK', content: json(pageOf(subName(resource, action))) } };
  const record = { description: 'OK', headers: versionHeader, content: json(ref(name)) };
  switch (action) {
    case 'list':
      return { 200: { description: 'OK', content: json(pageOf(`${name}Listed`)) } };
    case 'deleted':
      return { 200: { description: 'OK', content: json(pageOf('Deleted')) } };
    case 'get':
    case 'update':
      return { 200: record, ...(action === 'update' && { 204: { description: 'No Content' } }) };
    case 'create':
      return { 201: { ...record, description: 'Created' } };
    case 'remove':
      return { 204: { description: 'No Content' } };
    case 'bulk':
      return { 200: { description: 'OK', content: json(ref('BulkResults')) } };
    default:
      return { 200: record, 204: { description: 'No Content' } };
  }
}

function operationObject(operation: Operation, locale: Locale) {
  const t = translate(locale);
  const { resource, action, access, write, path } = operation;
  const failures = [401, 403, 422, 429, 503];
  if (path.includes('{id}')) failures.push(404);
  if (write || action === 'bulk') failures.push(400, 415);
  if (write?.versioned) failures.push(412, 428);
  return {
    operationId: `${resource.name}.${action}`,
    summary: operationWords(t, resource.name, action),
    tags: [resource.name],
    'x-scope': `${resource.name}:${access}`,
    parameters: parametersOf(operation),
    ...bodyOf(operation),
    responses: { ...answersOf(operation), ...problems(...failures.sort()) },
  };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'reason'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    reason: { type: 'string' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['reason', 'detail'],
        properties: {
          pointer: { type: 'string' },
          parameter: { type: 'string' },
          reason: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    missing: {
      type: 'array',
      items: { type: 'object', properties: { criterion: { type: 'string' }, detail: { type: 'string' } } },
    },
    mergedInto: { type: 'string', format: 'uuid', description: 'the record this one became part of' },
    changedBy: { type: ['string', 'null'] },
    changed: { type: 'array', items: { type: 'string' } },
  },
};

const bulkResults = {
  type: 'object',
  required: ['results', 'bulkEdit'],
  properties: {
    bulkEdit: {
      type: ['object', 'null'],
      description: 'what was updated, to be taken back as one on the page of this path',
      required: ['id', 'path'],
      properties: { id: { type: 'string', format: 'uuid' }, path: { type: 'string' } },
    },
    results: {
      type: 'array',
      items: {
        type: 'object',
        required: ['status'],
        properties: {
          status: { type: 'integer' },
          id: { type: 'string', format: 'uuid' },
          version: { type: ['integer', 'null'] },
          problem: ref('Problem'),
        },
      },
    },
  },
};

function responseOf(status: number, locale: Locale) {
  const waits = status === 429 || status === 503;
  return {
    description: translate(locale).any(`api.status.${status}`),
    content: { 'application/problem+json': { schema: ref('Problem') } },
    ...(waits && { headers: { 'Retry-After': { schema: { type: 'integer' } } } }),
  };
}

/** The OpenAPI 3.1 document, from the schemas that check and make the requests' own bodies. */
export function openApi(locale: Locale) {
  const t = translate(locale);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const at = paths[operation.path] ?? {};
    at[operation.method.toLowerCase()] = operationObject(operation, locale);
    paths[operation.path] = at;
  }
  const schemas = Object.values(resources).flatMap((resource) => [
    [schemaName(resource), answerSchema(resource.whole)] as const,
    [`${schemaName(resource)}Listed`, answerSchema(resource.listed)] as const,
    ...Object.entries(resource.subs ?? {}).map(
      ([action, sub]) => [subName(resource, action), answerSchema(sub.listed)] as const,
    ),
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Jiketong', version: '1.0.0', description: howTo(locale) },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    tags: resourceNames.map((name) => ({
      name,
      description: t(readOnly.includes(name) ? 'token.scope.one_read' : 'token.scope.one_write', {
        what: t(`api.entity.${name}`),
      }),
    })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        ...Object.fromEntries(schemas),
        Deleted: answerSchema(tombstone),
        Problem: problemSchema,
        BulkResults: bulkResults,
      },
      responses: Object.fromEntries(statusProblems.map((status) => [status, responseOf(status, locale)])),
    },
  };
}

function howTo(locale: Locale) {
  const t = translate(locale);
  return [
    t('api.purpose'),
    ...(['auth', 'money', 'paging', 'copy', 'own', 'change', 'again'] as const).map(
      (how) => `- ${t(`api.how.${how}`)}`,
    ),
  ].join('\n');
}
