import { describe, expect, it } from 'vitest';
import { solutions as en } from '../../locales/en/solutions';
import { solutions as zh } from '../../locales/zh-CN/solutions';
import { fundingPatterns, managementStyles, marketingNetworks, organisationForms } from '../accounts/rules';
import { type Asking, facetRules, propose, type Sellable } from './rules';
import { linesOf, type Need } from './spoken';

const nothing = { regions: [], industries: [], grades: [], heldOfferingId: null };
const offering = (id: string, line: Sellable['lines'][number], more: Partial<Sellable> = {}): Sellable => ({
  ...nothing, kind: 'offering', id, name: id, nameEn: null, lines: [line], offeringIds: [id], isOwn: false, ...more,
}); // biome-ignore format: one row
const dual: Sellable = {
  ...nothing, kind: 'bundle', id: 'dual', name: 'dual', nameEn: null, lines: ['private_line', 'satellite'], offeringIds: ['sdwan', 'ka'],
  isOwn: false,
}; // biome-ignore format: one row
const sold = [offering('dia', 'internet'), offering('sdwan', 'private_line'), offering('ka', 'satellite'), offering('ddos', 'security'), dual]; // biome-ignore format: one line
const plain: Asking = {
  needs: [],
  facets: { fundingPattern: null, organisationForm: null, managementStyle: null, marketingNetwork: null },
  heldOfferingIds: [],
  heldLines: [],
  industry: null,
};
const need = (text: string, more: Partial<Need> = {}): Need => ({
  id: text,
  kind: 'explicit',
  line: null,
  text,
  ...more,
});
const ids = (asking: Partial<Asking>, of = sold) => propose({ ...plain, ...asking }, of).map(({ of }) => of.id);

describe('what is proposed', () => {
  it('is nothing without a reason', () => {
    expect(ids({})).toEqual([]);
    expect(ids({ industry: '66' }, [offering('bank', 'internet', { industries: ['66'] })])).toEqual([]);
  });

  it('answers needs, those said before those guessed, a bundle before its parts', () => {
    expect(ids({ needs: [need('上网慢', { line: 'internet' })] })).toEqual(['dia']);
    const two = [need('网点组网'), need('偏远网点没有光纤', { line: 'satellite' })];
    expect(ids({ needs: two })).toEqual(['dual', 'ka', 'sdwan']);
    const [first, second] = propose({ ...plain, needs: [need('等保', { kind: 'latent' }), need('带宽不够')] }, sold);
    expect([first?.of.id, second?.of.id]).toEqual(['dia', 'ddos']);
    expect(second?.reasons).toEqual([{ kind: 'need', needId: '等保', text: '等保', latent: true }]);
  });

  it('is read from the words of a need where no line was chosen', () => {
    expect(linesOf(need('希望门店有备份链路'))).toEqual(['satellite']);
    expect(linesOf(need('Our branches need SD-WAN'))).toEqual(['private_line']);
    expect(linesOf(need('价格', { line: 'voice' }))).toEqual(['voice']);
    expect(linesOf(need('没有想法'))).toEqual([]);
  });

  it('follows the facets and what they have, and leaves out what they hold', () => {
    const facets = { ...plain.facets, organisationForm: 'headquarters_branches' };
    expect(ids({ facets })).toEqual(['dual', 'sdwan']);
    expect(ids({ facets, heldOfferingIds: ['sdwan', 'ka'] })).toEqual([]);
    expect(ids({ facets, heldOfferingIds: ['sdwan'], heldLines: ['private_line'] })).toEqual(['dual', 'ddos', 'ka']);
    const grown = propose({ ...plain, heldOfferingIds: ['dia'], heldLines: ['internet'] }, sold);
    expect(grown.map(({ of, reasons }) => [of.id, reasons])).toEqual([['ddos', [{ kind: 'grows', line: 'internet' }]]]);
  });

  it('puts what was made for the customer or the industry first', () => {
    const own = offering('own', 'internet', { isOwn: true });
    const bank = offering('bank', 'internet', { industries: ['J', '66'] });
    expect(ids({ needs: [need('带宽')], industry: '66' }, [...sold, bank, own])).toEqual(['own', 'bank']);
  });

  it('has words for each rule, and each rule is about facets there are', () => {
    const known: Record<string, readonly string[]> = {
      fundingPattern: fundingPatterns, organisationForm: organisationForms, managementStyle: managementStyles, marketingNetwork: marketingNetworks,
    }; // biome-ignore format: one line
    for (const { id, facet, is } of facetRules) {
      expect(zh).toHaveProperty([`solution.because.${id}`]);
      expect(en).toHaveProperty([`solution.because.${id}`]);
      for (const one of is) expect(known[facet]).toContain(one);
    }
  });
});
