import type { Context } from '~/core/context.server';
import { checked } from '~/core/input.server';
import { badRequest } from '~/core/refusals.server';
import type { Result } from '~/core/result';
import { newCommitmentInput } from '../commitment-input';
import {
  acceptCheckInput,
  cancelInput,
  competitorMoveInput,
  completeInput,
  explainCheckInput,
  needChange,
  needInput,
  removeInput,
  startInput,
} from '../input';
import { cancelVisit } from './change.server';
import { acceptCheck, explainCheck } from './checks.server';
import { addCommitment } from './commitments.server';
import { addMove, deleteMove } from './competitor-moves.server';
import { completeVisit } from './complete.server';
import { addNeed, updateNeed } from './needs.server';
import { keepProposal, rejectProposal } from './proposal.server';
import { deleteVisit, restoreVisit } from './remove.server';
import type { VisitRow } from './row.server';
import { startVisit } from './start.server';

type Body = Record<string, unknown>;
type Acted = {
  result: Result<unknown>;
  done: string;
  tone?: 'warn';
  undo?: Record<string, string>;
  /** What has just been logged, of which there may be more to say. */
  logged?: VisitRow;
};

/** A position that is no place on earth is no obstacle, but it is said. */
const started = (result: Result<VisitRow>): Acted =>
  result.ok && result.value.isPositionUnusable
    ? { done: 'visit.done.started_unplaced', tone: 'warn', result }
    : { done: 'visit.done.started', result };

/** The verbs of the visit's page: each form says by `intent` which one it is. */
export async function actOnVisit(ctx: Context, id: string, body: Body): Promise<Acted> {
  const here = { ...body, visitId: id };
  switch (body.intent) {
    case 'start':
      return started(await checked(body, startInput, (v) => startVisit(ctx, id, v)));
    case 'complete': {
      const result = await checked(body, completeInput, (v) => completeVisit(ctx, id, v));
      return { done: 'visit.done.logged', result, logged: result.ok ? result.value : undefined };
    }
    case 'cancel':
      return { done: 'visit.done.cancelled', result: await checked(body, cancelInput, (v) => cancelVisit(ctx, id, v)) };
    case 'delete':
      return {
        done: 'visit.done.deleted',
        undo: { intent: 'restore' },
        result: await checked(body, removeInput, (v) => deleteVisit(ctx, id, v)),
      };
    case 'keep':
      return { done: 'proposal.kept', result: await checked(body, removeInput, (v) => keepProposal(ctx, id, v)) };
    case 'reject':
      return {
        done: 'proposal.rejected',
        undo: { intent: 'restore' },
        result: await checked(body, removeInput, (v) => rejectProposal(ctx, id, v)),
      };
    case 'explain':
      return {
        done: 'visit.done.explained',
        result: await checked(body, explainCheckInput, (v) => explainCheck(ctx, id, v)),
      };
    case 'accept':
      return {
        done: 'visit.done.accepted',
        result: await checked(body, acceptCheckInput, (v) => acceptCheck(ctx, id, v)),
      };
    case 'restore':
      return { done: 'visit.done.restored', result: await restoreVisit(ctx, id) };
    case 'add_need':
      return { done: 'visit.done.need_added', result: await checked(here, needInput, (v) => addNeed(ctx, v)) };
    case 'need':
      return {
        done: 'visit.done.need',
        result: await checked(body, needChange, (v) => updateNeed(ctx, String(body.needId), v)),
      };
    case 'add_move':
      return { done: 'move.done.added', result: await checked(here, competitorMoveInput, (v) => addMove(ctx, v)) };
    case 'delete_move':
      return { done: 'move.done.removed', result: await deleteMove(ctx, String(body.moveId)) };
    case 'add_commitment':
      return {
        done: 'commitment.done.added',
        result: await checked(here, newCommitmentInput, (v) => addCommitment(ctx, v)),
      };
    default:
      throw badRequest();
  }
}
