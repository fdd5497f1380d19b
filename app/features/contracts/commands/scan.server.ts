import { open, readFile } from 'node:fs/promises';
import { attachments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { keepContent, withIncoming } from '~/core/files.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { readUpload, type Taken } from '~/core/upload.server';
import { mimeOf } from '~/features/attachments/rules';
import { getContract, listScans, lockContract } from '../queries/contract.server';
import { subjectOf } from './change.server';

const mostBytes = 20 * 1024 * 1024;
const mostScans = 20;
export type Scan = { mime: string; bytes: number; sha256: string };

/** What the first bytes say it is: a PDF or a picture, whatever it is called. */
async function scanMime(path: string) {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(32), 0, 32, 0);
    if (buffer.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
    const mime = mimeOf(buffer);
    return mime === 'image/jpeg' || mime === 'image/png' || mime === 'image/webp' ? mime : null;
  } finally {
    await file.close();
  }
}

/** Takes a PDF or a picture, by what its first bytes say. */
export const receiveScan = (chunks: AsyncIterable<Uint8Array>): Promise<Taken<Scan>> =>
  withIncoming(chunks, mostBytes, async (file) => {
    if (!file) {
      for await (const _ of chunks); // or the sender would not read the answer
      return { ok: false, reason: 'contract.scan_too_large' };
    }
    const mime = file.bytes ? await scanMime(file.path) : null;
    if (!mime) return { ok: false, reason: 'contract.scan_not_readable' };
    return { ok: true, file: { mime, bytes: file.bytes, sha256: await keepContent(await readFile(file.path)) } };
  });

/** Attaches what was signed. The same file again is not attached twice. */
export async function addScan(ctx: Context, id: string, request: Request): Promise<Result<null>> {
  const { contract } = await getContract(ctx, id);
  requirePermission(ctx.actor, 'contract.write', contract);
  const { file, refusal } = await readUpload(request, receiveScan);
  if (!file) return refused('invalid', { fields: { file: refusal ?? 'contract.scan_missing' } });
  return inTransaction(ctx, async (ctx) => {
    const row = await lockContract(ctx, id);
    const { tenantId, unitId, ownerId, accountId, opportunityId } = row;
    const known = await listScans(ctx, row);
    if (known.some(({ bytes, name }) => bytes === file.bytes && name === file.name)) return ok(null);
    if (known.length >= mostScans) return refused('invalid', { fields: { file: 'contract.scans_full' } });
    const name = file.name.replace(/\p{C}/gu, '').slice(0, 200) || row.number;
    await ctx.db.insert(attachments).values({
      ...{
        tenantId,
        id: newId(),
        unitId,
        ownerId,
        accountId,
        opportunityId,
        contractId: id,
        kind: 'document' as const,
      },
      ...{ name, mime: file.mime, bytes: file.bytes, sha256: file.sha256 },
      ...{ addedBy: ctx.actor.personId, createdAt: ctx.now },
    });
    await record(ctx, 'contract.scan_added', subjectOf(row), { after: { number: row.number, fileName: name } });
    return ok(null);
  });
}
