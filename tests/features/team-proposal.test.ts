import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, certificates, certificateTypes, offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { proposeTeamFor, proposeTeamForAccount } from '~/features/certification/queries/team.server';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };

const kind = (w: World, code: string) =>
  w.owner.insert(certificateTypes).values({
    ...{ tenantId: w.trainer.actor.tenantId, id: newId(), code, name: `${code} 证书`, family: 'product', months: 24 },
  });
const give = (w: World, who: Context, code: string, validUntil: string | null) =>
  w.owner.insert(certificates).values({
    ...{ tenantId: who.actor.tenantId, id: newId(), number: newId(), personId: who.actor.personId, code },
    ...{ issuedOn: '2025-01-01', validUntil, source: 'exam' as const },
  });
const offering = async (w: World, code: string) => {
  const [row] = await w.owner
    .insert(offerings)
    .values({ id: newId(), code: newId(), name: '5G 专网', line: 'mobile', certificateCode: code })
    .returning();
  return row!;
};

describe('a team for a deal', () => {
  it('is the fewest who hold what is missing, for who sees the deal', () =>
    inWorld(async (w) => {
      await kind(w, '5G');
      const account = await w.account();
      const deal = await w.opportunity(account, { offeringId: (await offering(w, '5G')).id });
      await give(w, w.otherTeam, '5G', null);
      await give(w, w.colleague, '5G', null);
      await give(w, w.stranger, '5G', null);
      const proposal = await proposeTeamFor(w.manager, deal.id);
      expect(proposal.skills).toMatchObject([
        { kind: 'certificate', name: '5G 证书' },
        { kind: 'line', key: 'mobile' },
      ]);
      expect(proposal.chosen).toMatchObject([
        { candidate: { name: '李晓梅', distance: 0 }, covers: ['certificate:5G'] },
      ]);
      expect(proposal.others).toMatchObject([{ name: '陈静' }]);
      expect(proposal.uncovered).toEqual(['line:mobile']);
      await w.owner
        .update(certificates)
        .set({ revokedAt: new Date(), revokedBy: w.trainer.actor.personId })
        .where(eq(certificates.personId, w.colleague.actor.personId));
      expect((await proposeTeamFor(w.manager, deal.id)).chosen).toMatchObject([{ candidate: { name: '陈静' } }]);
      // as the crow flies from the nearest customer somebody serves; a place nobody knows is no distance
      await w.owner.update(accounts).set({ latitude: 30.25, longitude: 120.17 }).where(eq(accounts.id, account.id));
      await w.account({ owner: w.otherTeam, latitude: 30.34, longitude: 120.17 });
      await w.account({ owner: w.otherTeam, latitude: 39.9, longitude: 116.4 });
      expect((await proposeTeamFor(w.manager, deal.id)).chosen).toMatchObject([
        { candidate: { name: '陈静', km: 10 } },
      ]);
      expect((await proposeTeamFor(w.manager, deal.id)).team).toMatchObject([{ name: '王芳', km: 0 }]);
      await expect(proposeTeamFor(w.stranger, deal.id)).rejects.toMatchObject(absent);
    }));

  it('is proposed for an account by all its open deals, as for a deal', () =>
    inWorld(async (w) => {
      await kind(w, '5G');
      await kind(w, 'SAT');
      const account = await w.account();
      expect(await proposeTeamForAccount(w.manager, account.id)).toMatchObject({ skills: [], chosen: [], others: [] });
      await w.opportunity(account, { offeringId: (await offering(w, '5G')).id });
      await w.opportunity(account, { offeringId: (await offering(w, 'SAT')).id });
      await give(w, w.colleague, '5G', null);
      const { skills, chosen, uncovered, team } = await proposeTeamForAccount(w.manager, account.id);
      expect(skills.map(({ key }) => key)).toEqual(expect.arrayContaining(['5G', 'SAT']));
      expect(chosen).toMatchObject([{ candidate: { name: '李晓梅' }, covers: ['certificate:5G'] }]);
      expect(uncovered).toContain('certificate:SAT');
      expect(team).toMatchObject([{ name: '王芳' }]);
      await expect(proposeTeamForAccount(w.stranger, account.id)).rejects.toMatchObject(absent);
      await expect(proposeTeamForAccount(w.manager, newId())).rejects.toMatchObject(absent);
    }));
});
