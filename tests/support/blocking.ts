import { referenceTables } from '../../scripts/distribute/tables';

const gap = '--> statement-breakpoint';
const volatile = /\b(random|gen_random_uuid|uuidv7|clock_timestamp|nextval)\s*\(/;

/** One space between words, no comments, no quotes around names, no schema. */
const plain = (statement: string) =>
  statement
    .replace(/^\s*--.*$/gm, '')
    .replace(/"/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\bpublic\./gi, '')
    .trim()
    .toLowerCase();

function blockingAction(action: string, isOnline: boolean, isChecked: boolean): string | undefined {
  if (/^alter (column )?\S+ (set data )?type\b/.test(action))
    return 'rewrites every row: another column, filled in batches';
  if (/^alter (column )?\S+ set not null/.test(action) && !isChecked)
    return 'reads every row: first a validated check (… is not null)';
  if (/^alter (column )?\S+ add generated/.test(action)) return 'reads every row for its identity';
  if (/^set (logged|unlogged|tablespace|access method)/.test(action)) return 'rewrites every row';
  if (/^validate constraint/.test(action)) return isOnline ? undefined : 'belongs into an online migration';
  if (/^add (constraint \S+ )?(foreign key|check)/.test(action) && !/not valid$/.test(action))
    return 'reads every row: not valid, validated in an online migration';
  if (/^add (constraint \S+ )?(unique|primary key|exclude)/.test(action) && !/using index/.test(action))
    return 'builds an index: create it concurrently, then using index';
  if (/^add (column )?(?!constraint|foreign|check|unique|primary|exclude)/.test(action)) {
    if (
      /generated always as \(.*stored|generated .* as identity|\b(big|small)?serial\b/.test(action) ||
      volatile.test(action)
    )
      return 'gives each row its own value: filled in batches';
    if (/not null/.test(action) && !/ default /.test(action)) return 'not null without a default';
  }
  return undefined;
}

/** Actions of one `alter table`, cut at the commas outside of brackets. */
function actionsOf(text: string) {
  const actions = [''];
  let depth = 0;
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === ',' && depth === 0) actions.push('');
    else actions[actions.length - 1] += letter;
  }
  return actions.map((action) => action.trim());
}

/**
 * What of a migration keeps people from writing for longer the more rows there are. Tables made in it are empty,
 * reference tables are small.
 */
export function blockingIn(migration: string): string[] {
  const isOnline = /^-- online\b/.test(migration);
  const statements = migration.split(gap).map(plain).filter(Boolean);
  const made = statements.flatMap((one) => /^create table (?:if not exists )?(\S+)/.exec(one)?.[1] ?? []);
  const isSmall = (table = '') => made.includes(table) || referenceTables.includes(table);
  const checked = new Set(
    statements.flatMap((one) => /^alter table (?:only )?(\S+) validate constraint/.exec(one)?.[1] ?? []),
  );
  return statements.flatMap((one) => {
    const say = (why: string) => [`${one.slice(0, 100)}: ${why}`];
    const index = /^create (?:unique )?index (concurrently )?.*? on (?:only )?([^\s(]+)/.exec(one);
    if (index && !isSmall(index[2])) {
      if (!index[1]) return say('nobody writes while it is built: concurrently, in an online migration');
      return isOnline ? [] : say('belongs into an online migration');
    }
    const [, table, actions] = /^alter table (?:only )?(?:if exists )?(\S+) (.*)$/s.exec(one) ?? [];
    if (table && !isSmall(table)) {
      return actionsOf(actions!.replace(/;$/, '')).flatMap((action) => {
        const why = blockingAction(action, isOnline, checked.has(table));
        return why ? say(why) : [];
      });
    }
    const [, changed] = /^(?:with .*? )?(?:update|delete from|truncate) (?:only )?(\S+)/.exec(one) ?? [];
    if (changed && !isSmall(changed))
      return say('holds every row it changes until the end: in batches, in an online migration');
    if (/^(vacuum full|cluster|lock table)|^reindex (?!.*concurrently)/.test(one)) return say('locks the table');
    if (one.startsWith('do ')) {
      if (/add constraint/.test(one) && !/not valid/.test(one)) return say('reads every row: not valid');
      const updated = [
        ...one.matchAll(/\bupdate (?:only )?(\w+) (?:(?:as )?\w+ )?set\b|\bdelete from (?:only )?(\w+)/g),
      ];
      if (updated.some(([, set, gone]) => !isSmall(set ?? gone)) && !/\bcommit;/.test(one))
        return say('holds every row it changes until the end: in batches with commit');
    }
    return [];
  });
}
