import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { competitorMoves, competitors, journal, visits, visitTemplates } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { tableFile } from '~/core/table-file.server';
import { editVisit } from '~/features/visits/commands/change.server';
import { addMove, deleteMove } from '~/features/visits/commands/competitor-moves.server';
import { completeVisit } from '~/features/visits/commands/complete.server';
import { publishForm } from '~/features/visits/commands/forms.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { visitTable } from '~/features/visits/export.server';
import { readVisitFilter } from '~/features/visits/filters';
import { formInput } from '~/features/visits/forms/input';
import { competitorMoveInput, completeInput, editInput, newVisitInput } from '~/features/visits/input';
import { findForm, listForms, listFormVersions } from '~/features/visits/queries/forms.server';
import { listVisits } from '~/features/visits/queries/list.server';
import { listMovesOf, listMovesOfVisit } from '~/features/visits/queries/moves.server';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

type Given = Record<string, unknown>;
const parse = <T>(result: { ok: boolean; value?: T }) => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value as T;
};
const parts = { satisfaction: 'asked', competitors: 'asked', needs: 'asked', commitments: 'asked', next_step: 'asked' };
const formOf = (given: Given = {}) =>
  parse(
    checkInput(
      {
        version: '0',
        parts,
        questions: [
          { key: 'budget', kind: 'number', label: '预算', isRequired: 'on', position: '2' },
          { key: 'mood', kind: 'one', label: '态度', options: '支持\n中立\n支持\n', position: '1' },
          { key: '', kind: 'short', label: ' ' },
        ],
        ...given,
      },
      formInput,
    ),
  );
const report = (given: Given = {}) => parse(checkInput({ version: '1', note: '谈得不错', ...given }, completeInput));
const publish = (w: World, given?: Given) => publishForm(w.admin, w.unit.zj.tenantId, 'routine', formOf(given));
const rowOf = async (w: World, id: string) => (await w.owner.select().from(visits).where(eq(visits.id, id)))[0]!;

describe('the form of a type', () => {
  it('is the national one until a company publishes its own; each version stays as it was', () =>
    inWorld(async (w) => {
      const tenant = w.unit.zj.tenantId;
      expect((await listForms(w.manager, tenant)).map(({ version }) => version)).toEqual([0, 0, 0, 0, 0]);
      expect(await publish(w)).toEqual({ ok: true, value: { version: 1 } });
      expect(await publish(w)).toEqual({ ok: true, value: { version: 1 } });
      const form = await findForm(w.manager, tenant, 'routine');
      expect(form).toMatchObject({
        version: 1,
        questions: [{ key: 'mood', options: ['支持', '中立'] }, { key: 'budget' }],
      });
      expect(await publish(w, { version: '1' })).toMatchObject({ reason: 'visit_form.unchanged' });
      expect(await publish(w, { version: '1', guidance: '先问预算' })).toEqual({ ok: true, value: { version: 2 } });
      expect(await findForm(w.manager, tenant, 'routine', 1)).toMatchObject({ version: 1, guidance: null });
      expect((await listFormVersions(w.admin, tenant, 'routine')).map(({ version }) => version)).toEqual([2, 1]);
      const [told] = await w.owner.select().from(journal).where(eq(journal.event, 'form.published'));
      expect(told?.after).toMatchObject({ type: 'routine', formVersion: 1, asked: ['态度', '预算'] });
    }));

  it('is not published over one that somebody else has published meanwhile', () =>
    inWorld(async (w) => {
      await publish(w);
      expect(await publish(w, { guidance: '别的' })).toMatchObject({
        reason: 'stale',
        details: { who: '管理员', version: 1 },
      });
    }));

  it('is written by who administers the company, and read by nobody outside it', () =>
    inWorld(async (w) => {
      const tenant = w.unit.zj.tenantId;
      await publish(w);
      for (const who of [w.manager, w.lead, w.director, w.trainer])
        await expect(publishForm(who, tenant, 'first', formOf())).rejects.toMatchObject({ init: { status: 403 } });
      const theirs = await w.person({ unit: w.unit.gd, role: 'admin' });
      await expect(publishForm(theirs, tenant, 'first', formOf())).rejects.toMatchObject({ init: { status: 404 } });
      expect(await w.stranger.db.select().from(visitTemplates)).toEqual([]);
      expect(await w.manager.db.select().from(visitTemplates)).toHaveLength(1);
      const row = {
        tenantId: tenant,
        id: newId(),
        type: 'first' as const,
        version: 1,
        questions: [],
        parts: formOf().parts,
      };
      const past = w.director.db
        .insert(visitTemplates)
        .values({ ...row, publishedAt: w.director.now, publishedBy: w.director.actor.personId });
      await expect(past).rejects.toThrow();
    }));

  it('refuses nonsense at its field', () => {
    const wrong = (questions: Given[]) => checkInput({ version: '0', parts, questions }, formInput);
    expect(wrong([{ key: 'a', kind: 'one', label: '只有一个', options: '一' }])).toMatchObject({
      fields: { 'questions.0.options': 'visit_form.two_options' },
    });
    expect(wrong([{ key: '../x', kind: 'short', label: '甲' }])).toMatchObject({ ok: false });
    expect(wrong([{ key: 'a', kind: 'poem', label: '甲' }])).toMatchObject({
      fields: { 'questions.0.kind': 'error.choose' },
    });
    const many = Array.from({ length: 31 }, (_, i) => ({ key: `k${i}`, kind: 'short', label: `问题${i}` }));
    expect(wrong(many)).toMatchObject({ fields: { questions: 'visit_form.many_questions' } });
    expect(checkInput({ version: '0', questions: [] }, formInput)).toMatchObject({ ok: false });
  });
});

describe('the answers of a visit', () => {
  it('are kept with the version they were given to, and asked for when the visit is completed', () =>
    inWorld(async (w) => {
      await publish(w);
      const visit = await w.visit(await w.account());
      expect(await completeVisit(w.manager, visit.id, report())).toMatchObject({
        fields: { 'forms.routine.answers.budget': 'error.required' },
      });
      const answers = { budget: '３0', mood: '支持' };
      await publish(w, { version: '1', guidance: '新的' });
      const input = report({ forms: { routine: { version: '1', answers } } });
      expect(await completeVisit(w.manager, visit.id, input)).toMatchObject({ ok: true });
      expect(await completeVisit(w.manager, visit.id, input)).toMatchObject({ ok: true });
      expect(await rowOf(w, visit.id)).toMatchObject({ formVersion: 1, answers: { budget: 30, mood: '支持' } });
    }));

  it('are refused where the form does not know them', () =>
    inWorld(async (w) => {
      await publish(w);
      const visit = await w.visit(await w.account());
      const sent = (version: string, answers: Given) =>
        completeVisit(w.manager, visit.id, report({ forms: { routine: { version, answers } } }));
      expect(await sent('1', { budget: '多', mood: '反对', owner: 'x' })).toMatchObject({
        fields: {
          'forms.routine.answers.budget': 'error.number',
          'forms.routine.answers.mood': 'error.choose',
          'forms.routine.answers.owner': 'visit_form.unknown_question',
        },
      });
      expect(await sent('7', { budget: '1' })).toMatchObject({
        fields: { 'forms.routine.version': 'visit_form.version_unknown' },
      });
      expect((await rowOf(w, visit.id)).status).toBe('planned');
    }));

  it('include the standard parts the form requires', () =>
    inWorld(async (w) => {
      await publish(w, {
        questions: [],
        parts: {
          ...parts,
          satisfaction: 'required',
          needs: 'required',
          next_step: 'required',
          competitors: 'required',
        },
      });
      const visit = await w.visit(await w.account());
      expect(await completeVisit(w.manager, visit.id, report())).toMatchObject({
        fields: {
          satisfaction: 'error.required',
          'needs.0.text': 'error.required',
          nextStep: 'error.required',
          'moves.0.competitorName': 'error.required',
        },
      });
    }));

  it('take an emoji for a note; one that was logged is edited, found and exported by what it says', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const log = (given: Given) =>
        checkInput(
          {
            id: newId(),
            mode: 'log',
            accountId: account.id,
            type: 'complaint',
            channel: 'onsite',
            plannedAt: '2026-11-21T08:30',
            plannedMinutes: '60',
            note: '👍',
            ...given,
          },
          newVisitInput,
        );
      expect(await createVisit(w.manager, parse(log({})))).toMatchObject({
        fields: { 'forms.complaint.answers.problem': 'error.required' },
      });
      const answers = {
        problem: '专线每晚丢包',
        since: '2026-11-01',
        services: ['cloud', 'internet'],
        is_calmed: 'no',
      };
      const input = parse(
        log({ forms: { complaint: { version: '0', answers }, routine: { version: '0', answers: {} } } }),
      );
      expect(await createVisit(w.manager, input)).toMatchObject({ ok: true });
      expect(await rowOf(w, input.id)).toMatchObject({
        note: '👍',
        formVersion: 0,
        answers: { ...answers, services: ['internet', 'cloud'], is_calmed: false },
      });
      const found = (who: World['manager']) =>
        listVisits(who, readVisitFilter(new URLSearchParams('reach=all&q=丢包'), 'mine'));
      expect((await found(w.manager)).rows.map(({ id }) => id)).toEqual([input.id]);
      expect((await found(w.stranger)).rows).toEqual([]);
      const everything = readVisitFilter(new URLSearchParams('reach=all'), 'mine');
      const file = await tableFile(await visitTable(w.manager, everything, translate('zh-CN')), 'csv');
      expect(await file.text()).toContain(
        '出了什么问题：专线每晚丢包；从何时开始：2026-11-01；受影响的业务：互联网专线、云与算力',
      );

      const edit = (given: Given) =>
        parse(
          checkInput(
            {
              version: '1',
              type: 'complaint',
              channel: 'onsite',
              purpose: '投诉',
              plannedAt: '2026-11-21T08:30',
              plannedMinutes: '60',
              note: '👍',
              ...given,
            },
            editInput,
          ),
        );
      expect(
        await editVisit(w.manager, input.id, edit({ forms: { complaint: { version: '0', answers: {} } } })),
      ).toMatchObject({
        fields: { 'forms.complaint.answers.problem': 'error.required' },
      });
      expect(await editVisit(w.manager, input.id, edit({}))).toMatchObject({ ok: true });
      expect((await rowOf(w, input.id)).answers).toMatchObject({ problem: '专线每晚丢包' });
      const routine = {
        type: 'routine',
        version: '2',
        forms: { routine: { version: '0', answers: { usage: 'poor' } } },
      };
      expect(await editVisit(w.manager, input.id, edit(routine))).toMatchObject({ ok: true });
      expect(await rowOf(w, input.id)).toMatchObject({ type: 'routine', answers: { usage: 'poor' } });
    }));
});

describe('what competitors do', () => {
  const rival = async (w: World, tenantId: number | null, name: string) => {
    const id = newId();
    await w.owner.insert(competitors).values({ id, tenantId, name });
    return id;
  };

  it('is kept one by one with the visit: known, or new and then known; sent twice it is there once', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const visit = await w.visit(account, { startedAt: new Date('2026-11-20T02:00:00Z') });
      const known = await rival(w, null, `联通-${newId()}`);
      const name = `新对手-${newId()}`;
      const moves = [
        { id: newId(), competitorId: known, kind: 'price_cut', note: '降两成' },
        { id: newId(), competitorName: name, kind: 'trial' },
        { id: newId(), competitorId: '', competitorName: '', note: '' },
      ];
      expect(await completeVisit(w.manager, visit.id, report({ moves }))).toMatchObject({ ok: true });
      const again = parse(checkInput({ visitId: visit.id, move: moves[1] }, competitorMoveInput));
      expect(await addMove(w.manager, again)).toEqual({ ok: true, value: null });
      expect((await listMovesOfVisit(w.manager, visit.id)).map(({ kind, note }) => [kind, note]).sort()).toEqual([
        ['price_cut', '降两成'],
        ['trial', null],
      ]);
      const more = { visitId: visit.id, move: { id: newId(), competitorName: name, kind: 'tender_shaping' } };
      expect(await addMove(w.manager, parse(checkInput(more, competitorMoveInput)))).toMatchObject({ ok: true });
      expect(await w.owner.select().from(competitors).where(eq(competitors.name, name))).toHaveLength(1);
      expect(await listMovesOf(w.manager, account.id)).toHaveLength(3);
      expect(await listMovesOf(w.stranger, account.id)).toEqual([]);
    }));

  it('takes no competitor of another company, no half a row, and nobody who may not log', () =>
    inWorld(async (w) => {
      const visit = await w.visit(await w.account(), { status: 'completed', note: '好' });
      const theirs = await rival(w, w.unit.gd.tenantId, '广东的对手');
      const move = (given: Given) =>
        parse(checkInput({ visitId: visit.id, move: { id: newId(), kind: 'trial', ...given } }, competitorMoveInput));
      for (const competitorId of [theirs, newId()])
        expect(await addMove(w.manager, move({ competitorId }))).toMatchObject({
          fields: { 'move.competitorId': 'move.competitor_unknown' },
        });
      expect(
        checkInput({ version: '1', note: 'x', moves: [{ kind: 'trial' }, { competitorName: '甲' }] }, completeInput),
      ).toMatchObject({
        fields: { 'moves.0.competitorName': 'error.required', 'moves.1.kind': 'error.choose' },
      });
      await expect(addMove(w.colleague, move({ competitorName: '甲' }))).rejects.toMatchObject({
        init: { status: 404 },
      });
      await expect(addMove(w.stranger, move({ competitorName: '甲' }))).rejects.toMatchObject({
        init: { status: 404 },
      });
    }));

  it('noted by mistake is taken away by who may log the visit, once', () =>
    inWorld(async (w) => {
      const visit = await w.visit(await w.account(), { status: 'completed', note: '好' });
      const id = newId();
      const input = parse(
        checkInput({ visitId: visit.id, move: { id, competitorName: '甲公司', kind: 'other' } }, competitorMoveInput),
      );
      await addMove(w.manager, input);
      await expect(deleteMove(w.stranger, id)).rejects.toMatchObject({ init: { status: 404 } });
      expect(await deleteMove(w.lead, id)).toEqual({ ok: true, value: null });
      expect(await deleteMove(w.manager, id)).toEqual({ ok: true, value: null });
      expect(await listMovesOfVisit(w.manager, visit.id)).toEqual([]);
      const kept = await w.owner.select().from(competitorMoves).where(eq(competitorMoves.id, id));
      expect(kept[0]?.deletedBy).toBe(w.lead.actor.personId);
    }));
});
