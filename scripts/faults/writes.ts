import type postgres from 'postgres';
import { addDays, localInput, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { type ChainKind, countChain, isChain } from './chains';

export const kinds = ['contact', 'visit', 'opportunity', 'edit', 'interaction', 'commitment', 'lead'] as const;
type PlainKind = (typeof kinds)[number];
export type Kind = PlainKind | ChainKind;
/** One write as a form of the pages sends it; `id` names the row that it makes. */
export type Write = {
  kind: Kind;
  id: string;
  path: string;
  fields: Record<string, string>;
  /** Of a program: its token, and JSON instead of a form. */
  headers?: Record<string, string>;
  file?: Uint8Array<ArrayBuffer>;
  /** Of somebody else than who sits at the desk. */
  cookie?: string;
};

export type Desk = { cookie: string; personId: string; accountId: string };

/** Makes writes of every kind in turn, on an account of the person's own. */
export function writer({ accountId, personId }: Desk) {
  const now = Date.now();
  const day = today(new Date(now));
  const yesterday = localInput(new Date(now - 86_400_000));
  let no = 0;
  /** The deal that is edited, one version after the other. */
  let edited: { id: string; version: number } | undefined;
  const forms: Record<PlainKind, (id: string) => Pick<Write, 'path' | 'fields'>> = {
    contact: (id) => ({ path: `/accounts/${accountId}/people`, fields: { intent: 'create', id, name: `联系人${no}` } }),
    visit: (id) => ({
      path: '/visits/new',
      fields: {
        id,
        mode: 'log',
        accountId,
        type: 'routine',
        channel: 'onsite',
        plannedAt: yesterday,
        plannedMinutes: '60',
        purpose: `走访${no}`,
        note: `记录${id}`,
        'needs[0].id': newId(),
        'needs[0].text': '专线',
        'commitments[0].id': newId(),
        'commitments[0].text': '报价',
        'commitments[0].dueOn': addDays(day, 10),
      },
    }),
    opportunity: (id) => ({
      path: '/opportunities/new',
      fields: {
        id,
        accountId,
        title: `商机${no}`,
        source: 'manager',
        oneOffFen: '12000',
        monthlyFen: '3800',
        months: '24',
        expectedCloseOn: addDays(day, 40),
      },
    }),
    edit: () => ({
      path: `/opportunities/${edited!.id}`,
      fields: {
        intent: 'edit',
        version: String(edited!.version),
        field: 'nextStep',
        nextStep: `第${edited!.version}步`,
      },
    }),
    interaction: (id) => ({
      path: '/interactions/new',
      fields: { id, accountId, at: yesterday, channel: 'phone', direction: 'out', text: `通话${no}` },
    }),
    commitment: (id) => ({
      path: '/commitments/new',
      fields: { id, accountId, side: 'ours', text: `承诺${no}`, ownerId: personId, dueOn: addDays(day, 10) },
    }),
    lead: (id) => ({
      path: '/leads/new',
      fields: {
        id,
        company: `断电公司${id}`,
        contactName: '王工',
        phone: '13800138000',
        need: '专线',
        source: 'campaign',
      },
    }),
  };
  return {
    next(): Write {
      const kind = kinds[no++ % kinds.length]!;
      if (kind === 'edit' && edited) return { kind, id: `${edited.id}@${edited.version}`, ...forms.edit('') };
      const id = newId();
      return { kind: kind === 'edit' ? 'contact' : kind, id, ...forms[kind === 'edit' ? 'contact' : kind](id) };
    },
    gone() {
      edited = undefined;
    },
    taken({ kind, id }: Write) {
      if (kind === 'edit') edited!.version += 1;
      if (kind === 'opportunity') edited ??= { id, version: 1 };
    },
  };
}

function bodyOf({ fields, headers, file }: Write) {
  if (headers) return JSON.stringify(fields);
  if (!file) return new URLSearchParams(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([file], { type: 'image/jpeg' }), 'photo.jpg');
  return form;
}

export const send = async (url: string, cookie: string, write: Write, timeoutMs = 20_000) => {
  const { path, headers } = write;
  const answer = await fetch(url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: headers
      ? { 'Content-Type': 'application/json', ...headers }
      : { Cookie: write.cookie ?? cookie, Origin: url },
    body: bodyOf(write),
    signal: AbortSignal.timeout(timeoutMs),
  });
  await answer.arrayBuffer();
  return answer;
};

export type Counted = { kind: Kind; acknowledged: number; lost: number; doubled: number; half: number };

type MadeKind = Exclude<PlainKind, 'edit'>;
const tables: Record<MadeKind, string> = {
  contact: 'contacts',
  visit: 'visits',
  opportunity: 'opportunities',
  interaction: 'interactions',
  commitment: 'commitments',
  lead: 'leads',
};
/** What the journal says when the row is made. */
const made: Record<MadeKind, string> = {
  contact: 'contact.created',
  visit: 'visit.completed',
  opportunity: 'opportunity.created',
  interaction: 'interaction.logged',
  commitment: 'commitment.made',
  lead: 'lead.referred',
};
/** What has to be there once beside the row itself. */
const parts: Partial<Record<Kind, string[]>> = {
  visit: [
    'select count(*) from needs x where x.visit_id = t.id',
    'select count(*) from commitments x where x.visit_id = t.id',
  ],
  opportunity: [`select count(*) from opportunity_changes x where x.opportunity_id = t.id and x.kind = 'created'`],
};

/** Every acknowledged write, looked for in the database as its owner. */
export async function countWrites(
  sql: postgres.Sql,
  acknowledged: Map<Kind, string[]>,
  prices = 0,
): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const [kind, ids] of acknowledged) {
    if (isChain(kind)) {
      counted.push(await countChain(sql, kind, ids, prices));
      continue;
    }
    const [row] = kind === 'edit' ? await countEdits(sql, ids) : await countRows(sql, kind, ids);
    counted.push({ kind, acknowledged: ids.length, lost: row!.lost, doubled: row!.doubled, half: row!.half });
  }
  return counted;
}

type Row = { lost: number; doubled: number; half: number };

async function countRows(sql: postgres.Sql, kind: MadeKind, ids: string[]): Promise<[Row]> {
  const counts = [
    `select count(*) from journal j where j.subject_id = t.id and j.event = '${made[kind]}'`,
    ...(parts[kind] ?? []),
  ];
  const found = await sql.unsafe<{ n: number[] }[]>(
    `select json_build_array(${counts.map((count) => `(${count})`).join()}) as n from ${tables[kind]} t where t.id = any($1::uuid[])`,
    [`{${ids.join()}}`],
  );
  return [
    {
      lost: ids.length - found.length,
      doubled: found.filter(({ n }) => n.some((one) => one > 1)).length,
      half: found.filter(({ n }) => n.some((one) => one < 1)).length,
    },
  ];
}

/** An edit is its entry in the journal: the record says only the last. */
const countEdits = (sql: postgres.Sql, ids: string[]) =>
  sql<Row[]>`
    select count(*) filter (where n = 0)::int as lost, count(*) filter (where n > 1)::int as doubled, 0 as half
    from (
      select e.id, count(j.id) as n
      from unnest(${`{${ids.join()}}`}::text[]) as e(id)
      left join journal j on j.subject_id = split_part(e.id, '@', 1)::uuid and j.event = 'opportunity.updated'
        and j.after ->> 'nextStep' = '第' || split_part(e.id, '@', 2) || '步'
      group by e.id) counted`;

/** Kept sums that differ from the rows they are sums of. */
export async function wrongSums(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    with kept as (select owner_id, stage_id, sum(count) as n, sum(total_fen) as total from opportunity_totals group by 1, 2),
      rows as (select owner_id, stage_id, count(*) as n, sum(total_fen) as total from opportunities
        where deleted_at is null group by 1, 2)
    select count(*)::int as n from kept k full join rows r using (owner_id, stage_id)
    where coalesce(k.n, 0) <> coalesce(r.n, 0) or coalesce(k.total, 0) <> coalesce(r.total, 0)`;
  return row!.n;
}
