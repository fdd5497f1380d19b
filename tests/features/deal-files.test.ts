import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { assignments, attachments, certificates, opportunities, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { addDocument, changeDocument } from '~/features/attachments/commands/document.server';
import { mostDocuments, readAs } from '~/features/attachments/documents';
import { getFile, listDocuments } from '~/features/attachments/queries.server';
import { receiveDocument } from '~/features/attachments/receive-document.server';
import { serveFile } from '~/features/attachments/serve.server';
import { listHeld } from '~/features/certification/queries/certificate.server';
import { assignOpportunity } from '~/features/opportunities/commands/assign.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { deleteOpportunity } from '~/features/opportunities/commands/remove.server';
import type { Criterion } from '~/features/opportunities/criteria';
import { forgetStages } from '~/features/opportunities/queries.server';
import { inWorld, type World } from '../support/world';

async function* arriving(content: Uint8Array) {
  for (let i = 0; i < content.length; i += 65_536) yield content.subarray(i, i + 65_536);
}
const receive = (content: Uint8Array, name: string) => receiveDocument(arriving(content), {}, name);
const pdf = Buffer.from('%PDF-1.7\n合同正文');
async function kept(content: Uint8Array = pdf, name = '合同.pdf') {
  const taken = await receive(content, name);
  if (!taken.ok) throw new Error(taken.reason);
  return taken.file;
}
const given = (as = 'contract', note: string | null = null) => ({ id: newId(), as: readAs(as)!, note });

/** A deal whose stage asks for these before it is left. */
async function dealAsking(w: World, asks: Criterion[]) {
  forgetStages();
  await w.owner.update(stages).set({ exitCriteria: asks }).where(eq(stages.id, 1));
  return w.opportunity(await w.account());
}
/** Puts somebody on the team of an account of the manager's unit. */
const join = (w: World, account: { id: string }, who: Context) =>
  w.owner.insert(assignments).values({
    tenantId: w.manager.actor.tenantId,
    unitId: w.manager.actor.unitId,
    id: newId(),
    ownerId: who.actor.personId,
    accountId: account.id,
    role: 'solution',
    during: '[2026-01-01,)',
  });
const move = async (ctx: Context, w: World, id: string) => {
  const [row] = await w.owner.select().from(opportunities).where(eq(opportunities.id, id));
  const moved = await moveOpportunity(ctx, id, { to: 2, version: row!.version });
  return moved.ok ? 'moved' : (moved.details as { criterion: string }[]).map(({ criterion }) => criterion);
};

describe('what arrives', () => {
  it('is judged by its content and kept under a name that says what it is', async () => {
    expect(await kept(pdf, '../合同.html')).toMatchObject({ mime: 'application/pdf', name: '../合同.html.pdf' });
    const picture = await sharp({ create: { width: 2000, height: 900, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    expect(await kept(picture, '扫描件.png')).toMatchObject({
      mime: 'image/jpeg',
      width: 1600,
      name: '扫描件.png.jpg',
    });
    const cases: [Uint8Array, string, string][] = [
      [Buffer.from('<svg onload="alert(1)"/>'), 'a.png', 'document.not_document'],
      [new Uint8Array(0), 'a.pdf', 'attachment.empty'],
      [new Uint8Array(21 * 1024 * 1024), 'a.pdf', 'document.too_large'],
    ];
    for (const [content, name, reason] of cases) expect(await receive(content, name)).toEqual({ ok: false, reason });
  });
});

describe('files of a deal', () => {
  it('are added once however often sent, taken off and put back', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      const file = await kept();
      const input = given();
      for (let i = 0; i < 2; i += 1) expect(await addDocument(w.manager, id, input, file)).toMatchObject({ ok: true });
      expect(await listDocuments(w.manager, id)).toMatchObject([{ name: '合同.pdf', documentKind: 'contract' }]);
      const change = { intent: 'delete' as const, attachmentId: input.id };
      for (let i = 0; i < 2; i += 1) expect(await changeDocument(w.lead, id, change)).toMatchObject({ ok: true });
      expect(await listDocuments(w.manager, id)).toEqual([]);
      await expect(getFile(w.manager, input.id)).rejects.toMatchObject({ init: { status: 404 } });
      await changeDocument(w.manager, id, { ...change, intent: 'restore' });
      const served = await serveFile(new Request('http://x/'), await getFile(w.manager, input.id), false);
      expect(served.headers.get('Content-Disposition')).toMatch(/^attachment; /);
      expect(served.headers.get('Content-Security-Policy')).toContain('sandbox');
    }));

  it('are nobody’s who does not see the deal, and go with it to its next owner', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const deal = await w.opportunity(account);
      const input = given();
      await addDocument(w.manager, deal.id, input, await kept());
      for (const stranger of [w.stranger, w.strangerDirector, w.otherTeam]) {
        await expect(getFile(stranger, input.id)).rejects.toMatchObject({ init: { status: 404 } });
        expect(await listDocuments(stranger, deal.id)).toEqual([]);
        await expect(addDocument(stranger, deal.id, given(), await kept())).rejects.toMatchObject({
          init: { status: 404 },
        });
        const change = { intent: 'delete' as const, attachmentId: input.id };
        await expect(changeDocument(stranger, deal.id, change)).rejects.toMatchObject({ init: { status: 404 } });
      }
      await expect(getFile(w.employee, input.id)).rejects.toMatchObject({ init: { status: 403 } });
      await join(w, account, w.colleague);
      expect(
        await assignOpportunity(w.lead, deal.id, { version: deal.version, ownerId: w.colleague.actor.personId }),
      ).toMatchObject({ ok: true });
      const [row] = await w.owner.select().from(attachments).where(eq(attachments.id, input.id));
      expect(row?.ownerId).toBe(w.colleague.actor.personId);
    }));

  it('are out of reach with a deleted deal, and no more than it holds', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account());
      const file = await kept();
      for (let i = 0; i < mostDocuments; i += 1) await addDocument(w.manager, deal.id, given('other'), file);
      expect(await addDocument(w.manager, deal.id, given(), file)).toMatchObject({ fields: { file: 'document.full' } });
      const [one] = await listDocuments(w.manager, deal.id);
      await deleteOpportunity(w.manager, deal.id, { version: deal.version });
      await expect(getFile(w.manager, one!.id)).rejects.toMatchObject({ init: { status: 404 } });
    }));
});

describe('a stage that asks for them', () => {
  it('is left once a document of the kind is there, and held again when it is gone', () =>
    inWorld(async (w) => {
      const { id } = await dealAsking(w, [{ kind: 'document', document: 'survey' }]);
      expect(await move(w.manager, w, id)).toEqual(['document:survey']);
      await addDocument(w.manager, id, given('contract'), await kept());
      expect(await move(w.manager, w, id)).toEqual(['document:survey']);
      const survey = given('survey');
      await addDocument(w.manager, id, survey, await kept());
      await changeDocument(w.manager, id, { intent: 'delete', attachmentId: survey.id });
      expect(await move(w.manager, w, id)).toEqual(['document:survey']);
      await changeDocument(w.manager, id, { intent: 'restore', attachmentId: survey.id });
      expect(await move(w.manager, w, id)).toBe('moved');
      forgetStages();
    }));

  it('takes the file for the evidence it proves: ticked in one step, by nothing nobody asks for', () =>
    inWorld(async (w) => {
      const accepted = { kind: 'evidence' as const, key: 'accepted', name: '验收', nameEn: null, withNote: true };
      const { id } = await dealAsking(w, [{ ...accepted, withFile: true }]);
      expect(await addDocument(w.manager, id, given('evidence:other'), await kept())).toMatchObject({
        fields: { as: 'error.choose' },
      });
      await addDocument(w.manager, id, given('evidence:accepted'), await kept());
      expect(await move(w.manager, w, id)).toEqual(['evidence:accepted:note:file']);
      const last = given('evidence:accepted', 'YS-2026-11');
      await addDocument(w.manager, id, last, await kept());
      const [row] = await w.owner.select().from(opportunities).where(eq(opportunities.id, id));
      expect(row?.evidence).toMatchObject({ accepted: { note: 'YS-2026-11', by: w.manager.actor.personId } });
      expect(await move(w.manager, w, id)).toBe('moved');
      forgetStages();
    }));

  it('knows who holds which certificate, while it is valid', () =>
    inWorld(async (w) => {
      const { id, accountId } = await dealAsking(w, [{ kind: 'certificate', code: 'PMP' }]);
      const who = w.colleague.actor.personId;
      const { tenantId } = w.colleague.actor;
      const given = (validUntil: string | null) =>
        w.owner.insert(certificates).values({
          ...{ tenantId, id: newId(), number: newId(), personId: who, code: 'PMP', issuedBy: 'PMI' },
          ...{ issuedOn: '2025-01-01', validUntil, source: 'evidence' as const },
        });
      await given('2026-11-20');
      await join(w, { id: accountId }, w.colleague);
      expect(await move(w.manager, w, id)).toEqual(['certificate:PMP']);
      await given('2026-11-21');
      expect(await listHeld(w.manager, who)).toMatchObject([{ code: 'PMP', validUntil: '2026-11-21' }]);
      expect(await listHeld(w.stranger, who)).toEqual([]);
      expect(await move(w.manager, w, id)).toBe('moved');
      forgetStages();
    }));
});
