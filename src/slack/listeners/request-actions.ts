import type { JoinRequestRecord } from '../../domain/join-request.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import { copyTerms } from '../../services/copy-terms.ts';
import { declineRequest } from '../../services/decide-request.ts';
import type { Turn } from '../interaction.ts';
import { wordJoinDecisionRefusal } from '../request-refusal-texts.ts';
import type { ClickDoor } from '../run-click.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { section } from '../views/blocks.ts';
import {
  DECLINE_NOTE,
  declineRequestModal,
  parseDeclineNote,
  typedDeclineNote,
} from '../views/decline-request-modal.ts';
import { REQUEST_APPROVE, REQUEST_DECLINE } from '../views/join-request-card.ts';
import { messageModal } from '../views/message-modal.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import { asView, deniedAnswer } from '../window.ts';
import { needsScreen } from './needs-screen.ts';
import { inviteScreen } from './screens.ts';

/** The request while it waits, else what has become of it. */
const findOpen = async ({ edge, context, words }: Turn, id: string): Promise<Result<JoinRequestRecord, string>> => {
  // What a button carries is an id of ours; anything else would be an error of the database.
  const isId = /^[0-9a-f-]{36}$/u.test(id);
  const request = isId ? await edge.deps.store.findJoinRequest(context.organization.id, id) : null;
  if (!request) return refused(wordJoinDecisionRefusal({ kind: 'request_unknown' }, words));
  const { decision } = request;
  return decision ? refused(wordJoinDecisionRefusal({ kind: 'request_decided', decision }, words)) : done(request);
};

export const requestClicks: Readonly<Record<string, ClickDoor>> = {
  [REQUEST_APPROVE]: {
    may: 'decide_request',
    shows: 'window',
    next: 'desk',
    run: async (turn, { value }) => {
      const open = await findOpen(turn, value);
      if (!open.ok) return { message: textMessage(open.refusal) };
      const { id, email, askedBy } = open.value;
      // Who asks for somebody mostly wants them beside themselves; the admin's own team says nothing about that.
      const asker = await copyTerms(turn.edge.deps, turn.context, askedBy.userId);
      return inviteScreen(turn, { addresses: email, joinRequestId: id, primaryTeamId: asker?.primaryTeamId ?? null });
    },
  },
  [REQUEST_DECLINE]: {
    may: 'decide_request',
    shows: 'window',
    next: 'desk',
    run: async (turn, { value }) => {
      const open = await findOpen(turn, value);
      if (!open.ok) return { message: textMessage(open.refusal) };
      return { view: declineRequestModal(open.value, turn.words) };
    },
  },
};

export const submitDecline: SubmissionDoor = {
  may: 'decide_request',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const typed = typedDeclineNote(view.state.values);
    const note = parseDeclineNote(typed);
    if (!note.ok) {
      const open = await findOpen(turn, view.private_metadata);
      if (!open.ok) return { view: refusalModal(open.refusal) };
      return { errors: { [DECLINE_NOTE]: note.refusal }, again: () => declineRequestModal(open.value, words, typed) };
    }
    const result = await declineRequest(edge.deps, asked, view.private_metadata, note.value);
    // The list of what needs an admin, where it was declined there.
    const refresh = async () => asView(await needsScreen(turn));
    if (result.ok) {
      const line = `Declined: ${words.pen.address(result.value.email)} is not invited. Whoever asked is told.`;
      return { view: messageModal('Decline', [section(line)]), refresh };
    }
    const { refusal } = result;
    if (refusal.kind === 'request_unknown' || refusal.kind === 'request_decided') {
      return { view: refusalModal(wordJoinDecisionRefusal(refusal, words)), refresh };
    }
    return { view: asView(deniedAnswer({ refusal, words }, 'desk')) };
  },
};
