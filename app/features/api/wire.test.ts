import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { moment, money, optionalMoney } from '~/core/fields';
import { newVisitInput } from '~/features/visits/input';
import { asTyped, fromWire } from './wire';

const schema = z.object({ name: z.string(), paidFen: money, perhapsFen: optionalMoney, at: moment });

describe('what programs send', () => {
  it('keeps every fen on its way through yuan', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), (fen) => {
        const { body, problems } = fromWire(schema, { paidFen: fen }, []);
        expect(problems).toEqual({});
        expect(money.parse(body.paidFen)).toBe(fen);
        expect(money.parse(asTyped(schema, { paidFen: fen }).paidFen)).toBe(fen);
      }),
    );
  });

  it('takes an instant of any offset as the wall clock in Shanghai', () => {
    for (const at of ['2026-11-23T01:30:00Z', '2026-11-23T09:30:00+08:00', '2026-11-22T20:30:00-05:00'])
      expect(fromWire(schema, { at }, []).body.at).toBe('2026-11-23T09:30');
    for (const at of ['2026-11-23T09:30', '2026-11-23', 'soon', 7, {}])
      expect(fromWire(schema, { at }, []).problems).toEqual({ at: 'error.moment' });
  });

  it('refuses what is no whole number of fen, and lets nothing be cleared by accident', () => {
    for (const paidFen of [0.5, '100', Number.NaN, 2 ** 60, [], true])
      expect(fromWire(schema, { paidFen }, []).problems).toEqual({ paidFen: 'api.fen' });
    expect(fromWire(schema, { perhapsFen: null }, []).body).toEqual({ perhapsFen: null });
  });

  it('knows the fields of the schema, less what the request says elsewhere', () => {
    const sent = JSON.parse('{"name":"x","id":"1","__proto__":{},"constructor":1,"toString":2}');
    const { problems } = fromWire(schema.extend({ id: z.string() }), sent, ['id']);
    expect(Object.keys(problems).sort()).toEqual(['__proto__', 'constructor', 'id', 'toString']);
  });

  it('reads the fields of the branch that is named', () => {
    expect(fromWire(newVisitInput, { mode: 'plan', note: 'x' }, []).problems).toEqual({ note: 'api.unknown_field' });
    expect(fromWire(newVisitInput, { mode: 'log', note: 'x' }, []).problems).toEqual({});
    expect(fromWire(newVisitInput, { mode: 'guess', note: 'x' }, []).problems).toEqual({ note: 'api.unknown_field' });
  });
});
