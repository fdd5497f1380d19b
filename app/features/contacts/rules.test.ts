import { describe, expect, it } from 'vitest';
import { layoutChain } from './chain-layout';
import { type ChainContact, chainGaps } from './rules';

const person = (id: string, more: Partial<ChainContact> = {}): ChainContact => ({
  id,
  name: id,
  reportsToId: null,
  buyingRole: null,
  influence: null,
  attitude: 'neutral',
  ...more,
});
const kinds = (contacts: ChainContact[]) => chainGaps(contacts).map((gap) => gap.kind);

describe('chainGaps', () => {
  it('says that nobody is known', () => expect(kinds([])).toEqual(['nobody_known']));

  it('misses the decision maker and a supporter', () =>
    expect(kinds([person('a')])).toEqual(['no_decision_maker', 'no_supporter']));

  it('tells a decision maker nobody has met from one who is against us', () => {
    const supporter = person('s', { attitude: 'supports', reportsToId: 'd' });
    expect(kinds([person('d', { buyingRole: 'decision_maker', attitude: 'unknown' }), supporter])).toEqual([
      'decision_maker_untouched',
    ]);
    expect(kinds([person('d', { buyingRole: 'decision_maker', attitude: 'opposes' }), supporter])).toEqual([
      'decision_maker_opposes',
    ]);
  });

  it('names the people whose line leads to no decision maker', () => {
    const decider = person('d', { buyingRole: 'decision_maker', attitude: 'supports' });
    const gaps = chainGaps([
      decider,
      person('a', { reportsToId: 'd' }),
      person('b'),
      person('c', { reportsToId: 'gone' }),
    ]);
    expect(gaps[0]).toEqual({ kind: 'line_broken', names: ['b', 'c'] });
  });

  it('is content with a whole chain', () => {
    const decider = person('d', { buyingRole: 'decision_maker', attitude: 'supports' });
    const tester = person('t', { buyingRole: 'technical_evaluator', reportsToId: 'd' });
    expect(kinds([decider, tester, person('u', { reportsToId: 't' })])).toEqual([]);
  });
});

describe('layoutChain', () => {
  it('puts a superior above the middle of the people below', () => {
    const { nodes, links, columns, rows } = layoutChain([
      person('boss'),
      person('x', { reportsToId: 'boss', influence: 2 }),
      person('y', { reportsToId: 'boss', influence: 5 }),
    ]);
    const at = Object.fromEntries(nodes.map((node) => [node.contact.id, [node.x, node.y]]));
    expect(at).toEqual({ y: [0, 1], x: [1, 1], boss: [0.5, 0] });
    expect([links.length, columns, rows]).toEqual([2, 2, 2]);
  });

  it('ends on a circle and shows everybody once', () => {
    const { nodes } = layoutChain([person('a', { reportsToId: 'b' }), person('b', { reportsToId: 'a' })]);
    expect(nodes.map((node) => node.contact.id).sort()).toEqual(['a', 'b']);
  });
});
