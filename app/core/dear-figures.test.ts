import { describe, expect, it } from 'vitest';
import type { Actor } from './context.server';
import { forgetFigures, keepFor } from './dear-figures.server';

const actor = (personId: string, changes: Partial<Actor> = {}): Actor => ({
  sessionId: '',
  personId,
  name: '',
  email: '',
  role: 'sales_director',
  roles: ['sales_director'],
  tenantId: 1,
  tenantName: '',
  unitId: 1,
  unitName: '',
  locale: 'zh-CN',
  ledUnits: [1],
  visibleTenants: [1],
  visibleUnits: [],
  ...changes,
});

describe('dear figures', () => {
  let made = 0;
  const make = async () => ({ made: ++made });
  const seen = async (who: Actor, asked: unknown[]) => (await keepFor(who, asked, make)).made;

  it('are kept for who asked for them, as they asked', async () => {
    const first = await seen(actor('a'), ['review', 1]);
    expect(await seen(actor('a'), ['review', 1])).toBe(first);
    expect(await seen(actor('a'), ['review', 2])).not.toBe(first);
  });

  it('are nobody else’s, nor of another role or other units', async () => {
    const first = await seen(actor('b'), ['review', 1]);
    expect(await seen(actor('c'), ['review', 1])).not.toBe(first);
    expect(await seen(actor('b', { role: 'hq_sales' as Actor['role'] }), ['review', 1])).not.toBe(first);
    expect(await seen(actor('b', { ledUnits: [2] }), ['review', 1])).not.toBe(first);
    expect(await seen(actor('b', { visibleTenants: [1, 2] }), ['review', 1])).not.toBe(first);
  });

  it('are new after a write of theirs', async () => {
    const [mine, other] = [await seen(actor('d'), ['map']), await seen(actor('e'), ['map'])];
    forgetFigures('d');
    expect(await seen(actor('d'), ['map'])).not.toBe(mine);
    expect(await seen(actor('e'), ['map'])).toBe(other);
  });
});
