import { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { importRows } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { makeCreditCode } from '~/core/credit-code';
import { newId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import { createImport, startImport } from '~/features/imports/commands.server';
import { getImport } from '~/features/imports/queries.server';
import type { ImportKind } from '~/features/imports/rules';
import { runImport } from '~/features/imports/run.server';
import { storeFile } from '~/features/imports/store.server';
import type { World } from './world';

export const random = (seed: number) => () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; }; // biome-ignore format: one line
export const codes = [makeCreditCode(random(7)), makeCreditCode(random(8))] as const;
export const wrong = codes[0].replace(/.$/, (last) => (last === '0' ? '1' : '0'));
/** As every account has it: the reading under which it is found. */
export const named = (name: string) => ({ name, ...searchText({ name }) });

export async function upload(ctx: Context, w: World, kind: ImportKind, bytes: Buffer | string) {
  const stored = await storeFile(Readable.from([Buffer.from(bytes as string)]));
  if (!stored.ok) throw new Error(stored.reason);
  const id = newId();
  const made = await createImport(
    ctx,
    { id, kind, unitId: ctx.actor.ledUnits[0] ?? w.unit.zj.id },
    { ...stored.file, name: 'file.csv' },
  );
  if (!made.ok) throw new Error(JSON.stringify(made));
  return id;
}

export async function run(ctx: Context, id: string, signal?: AbortSignal) {
  const { version, state } = await getImport(ctx, id);
  if (state === 'uploaded') expect(await startImport(ctx, id, version)).toMatchObject({ ok: true });
  const { tenantId } = await getImport(ctx, id);
  await runImport(ctx, { tenantId, id }, signal);
  return getImport(ctx, id);
}

export async function rejections(w: World, id: string) {
  const rows = await w.owner.select().from(importRows).where(eq(importRows.importId, id)).orderBy(importRows.rowNumber);
  return rows.map(
    (row) => `${row.rowNumber} ${row.outcome} ${row.problems.map((p) => `${p.field}:${p.reason}`).join()}`,
  );
}

export const header = '客户名称,统一社会信用代码,客户类型,等级,客户经理,注册资本（万元）,成立年份,备注';
export const good = '宁波海港物流,,民营企业,A,王芳,1200,1998,';
