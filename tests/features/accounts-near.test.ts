import { describe, expect, it } from 'vitest';
import { makeCreditCode } from '~/core/credit-code';
import { listNearAccounts } from '~/features/accounts/queries/near.server';
import { accountSearchText } from '~/features/accounts/search-text.server';
import { inWorld } from '../support/world';

const code = makeCreditCode(() => 0.3);
const named = (name: string, creditCode?: string) => ({ name, creditCode, ...accountSearchText({ name, creditCode }) });

describe('accounts like the one being made', () => {
  it('are found by what names them beside their legal form, and by code', () =>
    inWorld(async (w) => {
      const known = await w.account({ owner: w.manager, ...named('杭州钢铁集团有限公司') });
      const coded = await w.account({ owner: w.colleague, ...named('宁波舟山港股份有限公司', code) });
      await w.account({ owner: w.manager, ...named('杭州银行股份有限公司') });
      const near = async (ctx: typeof w.manager, name: string, creditCode = '') =>
        (await listNearAccounts(ctx, { name, creditCode })).map(({ id }) => id);
      for (const name of ['杭州钢铁', '杭州钢铁股份有限公司', '杭州 钢铁（集团）有限公司', '杭州刚铁集团']) {
        expect([name, await near(w.manager, name)]).toEqual([name, [known.id]]);
      }
      expect(await near(w.lead, '别的名字', code)).toEqual([coded.id]);
      expect(await near(w.manager, '杭州')).toEqual([]);
      expect(await listNearAccounts(w.manager, { name: '杭州钢铁', creditCode: '', except: known.id })).toEqual([]);
    }));

  it('are not told to those who do not see them', () =>
    inWorld(async (w) => {
      await w.account({ owner: w.manager, ...named('杭州钢铁集团有限公司', code) });
      for (const ctx of [w.colleague, w.otherTeam, w.stranger, w.strangerDirector]) {
        expect(await listNearAccounts(ctx, { name: '杭州钢铁集团有限公司', creditCode: code })).toEqual([]);
      }
    }));
});
