import { eq } from 'drizzle-orm';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarFeeds, journal } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { closeFeed, openFeed } from '~/features/calendar/commands.server';
import { calendarText } from '~/features/calendar/ics.server';
import { findFeed, listEntries } from '~/features/calendar/queries.server';
import { readerOf } from '~/features/calendar/reader.server';
import { hashSecret } from '~/features/calendar/secret.server';
import { translate } from '~/locales/translate.server';
import { inWorld } from '../support/world';

const read = async (ctx: Context, showsDetails: boolean) => {
  const text = calendarText(await listEntries(ctx), {
    t: translate('zh-CN'),
    origin: 'https://sales.example.com',
    showsDetails,
  });
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  return { text, events };
};

describe('the calendar of a person', () => {
  it('holds own visits in UTC and own promises as days, titles alone unless wished', () =>
    inWorld(async (w) => {
      const account = await w.account({ address: '杭州市西湖区文三路 1 号' });
      const visit = await w.visit(account, { plannedAt: new Date('2026-11-23T01:30:00Z'), plannedMinutes: 90 });
      await w.visit(account, { status: 'cancelled' });
      await w.visit(account, { plannedAt: new Date('2026-09-01T01:30:00Z') });
      await w.visit(account, { ownerId: w.lead.actor.personId });
      const promise = await w.commitment(account, { dueOn: '2026-11-27' });
      await w.commitment(account, { state: 'kept' });
      const { text, events } = await read(w.manager, false);
      expect(events.map((one) => one.uid)).toEqual([`visit-${visit.id}@jiketong`, `commitment-${promise.id}@jiketong`]);
      const [meeting, due] = events;
      expect(text).toContain('DTSTART:20261123T013000Z');
      expect(text).toContain('DTSTART;VALUE=DATE:20261127');
      expect(text).not.toContain('TZID');
      expect(meeting!.endDate.toJSDate()).toEqual(new Date('2026-11-23T03:00:00Z'));
      expect(meeting!.summary).toBe(`拜访 ${account.name}`);
      expect(due!.startDate.isDate).toBe(true);
      for (const hidden of [account.address!, visit.purpose, promise.text]) expect(text).not.toContain(hidden);
      const full = (await read(w.manager, true)).events;
      expect(full[0]).toMatchObject({ location: account.address, description: visit.purpose });
      expect(full[1]).toMatchObject({ description: promise.text });
      expect((await read(w.stranger, true)).events).toEqual([]);
    }));

  it('tells a promise of another department with the name of its customer', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.commitment(account, { ownerId: w.employee.actor.personId });
      const { events } = await read(w.employee, true);
      expect(events.map((one) => one.summary)).toEqual([`承诺到期 ${account.name}`]);
    }));

  it('has one address at a time, kept as a hash, made and ended by its owner alone', () =>
    inWorld(async (w) => {
      const made = [
        await openFeed(w.manager, { showsDetails: false }),
        await openFeed(w.manager, { showsDetails: true }),
      ];
      const [, second] = made.map((one) => (one.ok ? one.value.secret : ''));
      expect(second).toMatch(/^[\w-]{43}$/);
      expect(await w.owner.select().from(calendarFeeds)).toMatchObject([
        { personId: w.manager.actor.personId, tokenHash: hashSecret(second!), showsDetails: true },
      ]);
      expect(await findFeed(w.lead)).toBeNull();
      await closeFeed(w.lead);
      expect(await findFeed(w.manager)).toMatchObject({ showsDetails: true, readAt: null });
      await closeFeed(w.manager);
      expect(await findFeed(w.manager)).toBeNull();
      const partner = await w.person({ role: 'partner_agent', unit: w.unit.team });
      await expect(openFeed(partner, { showsDetails: true })).rejects.toMatchObject({ init: { status: 403 } });
      const events = await w.owner
        .select({ event: journal.event })
        .from(journal)
        .where(eq(journal.subjectId, w.manager.actor.personId))
        .orderBy(journal.id);
      expect(events.map(({ event }) => event)).toEqual([
        'person.calendar_opened',
        'person.calendar_opened',
        'person.calendar_closed',
      ]);
    }));

  it('answers 404 to a wrong address, and 429 to who keeps guessing', async () => {
    const guess = () => readerOf(`${'A'.repeat(43)}.ics`, '203.0.113.9');
    for (const file of ['', 'x.ics', `${'A'.repeat(43)}`])
      await expect(readerOf(file, '203.0.113.8')).rejects.toMatchObject({ init: { status: 404 } });
    for (let i = 0; i < 20; i++) await expect(guess()).rejects.toMatchObject({ init: { status: 404 } });
    await expect(guess()).rejects.toMatchObject({ init: { status: 429 } });
  });
});
