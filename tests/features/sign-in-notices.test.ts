import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { passkeys } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { formatter } from '~/core/format';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { removePasskey } from '~/features/access/commands/passkeys.server';
import { oneself } from '~/features/access/oneself';
import { createToken } from '~/features/api/commands.server';
import { chooseNotices, readAllNotices } from '~/features/notices/commands.server';
import { noticeMailOf } from '~/features/notices/digest.server';
import { listNotices } from '~/features/notices/queries.server';
import { placeOf, tellingOf } from '~/features/notices/told';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

const toldTo = async (who: Context) => (await listNotices(who, 'all', null)).rows;
const signIn = (w: World, who: Context, device: string, waits = false) =>
  w.owner.execute(
    sql`select app.open_session(${newId()}::uuid, ${newId()}, ${who.actor.personId}::uuid, '1 hour', null, ${device}, 'password', ${waits}::boolean)`,
  );
const aWeekAgo = (w: World, who: Context) =>
  w.owner.execute(
    sql`update sessions set created_at = now() - interval '7 days' where person_id = ${who.actor.personId}`,
  );
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2) Safari/605.1';
const desk = (version: number) => `Mozilla/5.0 (Windows NT 10.0) Chrome/${version}.0.1 Safari/537.36`;

describe('who holds an account', () => {
  it.each([
    ['person.password_changed', 'password', '/settings/sessions'],
    ['person.password_recovered', 'password', '/settings/sessions'],
    ['person.passkey_added', 'passkey_added', '/settings/passkeys'],
    ['person.second_factor_on', 'factor_on', '/settings/second-factor'],
    ['person.second_factor_off', 'factor_off', '/settings/second-factor'],
    ['person.recovery_codes_renewed', 'codes', '/settings/second-factor'],
  ])('is told of %s, whoever did it, in words of its own', (event, step, place) =>
    inWorld(async (w) => {
      await record(w.manager, event, oneself(w.manager));
      const [told, ...more] = await toldTo(w.manager);
      expect(more).toEqual([]);
      expect(told).toMatchObject({ kind: 'sign_in_changed', step });
      expect(placeOf(told!)).toBe(place);
      for (const locale of ['zh-CN', 'en'] as const) {
        const t = translate(locale);
        expect(tellingOf(told!, t, formatter(locale), w.manager.now)).toBe(
          t.any(`notice.told.sign_in_changed.${step}`),
        );
      }
      for (const other of [w.colleague, w.lead, w.admin, w.stranger]) expect(await toldTo(other)).toEqual([]);
    }),
  );

  it('is told of a token that acts for them, in words of its own', () =>
    inWorld(async (w) => {
      await createToken(w.manager, { id: newId(), name: '账单系统', days: 30, scopes: ['read'] });
      const [told, ...more] = await toldTo(w.manager);
      expect(more).toEqual([]);
      expect(told).toMatchObject({ kind: 'sign_in_changed', step: 'token_made' });
      expect(placeOf(told!)).toBe('/settings/tokens');
      for (const locale of ['zh-CN', 'en'] as const) {
        const t = translate(locale);
        expect(tellingOf(told!, t, formatter(locale), w.manager.now)).toBe(t('notice.told.sign_in_changed.token_made'));
      }
      for (const other of [w.colleague, w.lead, w.admin, w.stranger]) expect(await toldTo(other)).toEqual([]);
    }));

  it('is told by the command itself, and of nothing that changes nothing', () =>
    inWorld(async (w) => {
      const id = newId();
      const { personId } = w.manager.actor;
      await w.owner.insert(passkeys).values({
        ...{ id, personId, name: '手机', credentialId: newId(), publicKey: 'x', counter: 0, transports: [] },
        createdAt: w.manager.now,
      });
      await removePasskey(w.manager, id);
      await record(w.manager, 'person.passkey_renamed', oneself(w.manager));
      expect((await toldTo(w.manager)).map(({ step }) => step)).toEqual(['passkey_removed']);
    }));

  it('is told of a device never used before, once the account is a day old', () =>
    inWorld(async (w) => {
      await signIn(w, w.manager, desk(140));
      await signIn(w, w.manager, phone);
      expect(await toldTo(w.manager)).toEqual([]);
      await aWeekAgo(w, w.manager);
      await signIn(w, w.manager, desk(151)); // another version is no other device
      await signIn(w, w.manager, phone);
      expect(await toldTo(w.manager)).toEqual([]);
      await signIn(w, w.manager, 'curl/8.5.0');
      await signIn(w, w.manager, 'curl/8.6.0');
      expect((await toldTo(w.manager)).map(({ kind }) => kind)).toEqual(['new_device']);
      expect(placeOf((await toldTo(w.manager))[0]!)).toBe('/settings/sessions');
    }));

  it('is told only when the second step was made too', () =>
    inWorld(async (w) => {
      await signIn(w, w.manager, desk(140));
      await aWeekAgo(w, w.manager);
      await signIn(w, w.manager, phone, true);
      expect(await toldTo(w.manager)).toEqual([]);
      await w.owner.execute(
        sql`update sessions set pending_until = null where pending_until is not null and person_id = ${w.manager.actor.personId}`,
      );
      expect((await toldTo(w.manager)).map(({ kind }) => kind)).toEqual(['new_device']);
    }));

  it('gets it by mail whatever they chose, and although somebody read it here', () =>
    inWorld(async (w) => {
      await chooseNotices(w.manager, []);
      await record(w.manager, 'person.password_changed', oneself(w.manager));
      await readAllNotices(w.manager);
      await w.owner.execute(sql`select * from app.pass_on_notices()`);
      const mails = await w.owner.execute<{ params: { noticeId: string } | string }>(
        sql`select params from mails where person_id = ${w.manager.actor.personId}`,
      );
      expect([...mails]).toHaveLength(1);
      const [told] = await toldTo(w.manager);
      expect(told?.isRead).toBe(true);
      const mail = await noticeMailOf(w.manager, told!.id, 'a key of the tests');
      expect(mail?.subject).toBe(translate('zh-CN')('notice.told.sign_in_changed.password'));
      await w.owner.execute(sql`select * from app.pass_on_notices()`);
      expect([
        ...(await w.owner.execute(sql`select 1 from mails where person_id = ${w.manager.actor.personId}`)),
      ]).toHaveLength(1);
    }));
});
