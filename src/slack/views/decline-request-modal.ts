import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { JoinRequestRecord } from '../../domain/join-request.ts';
import { checkNote, maxNoteLength, type NoteRefusal } from '../../domain/note-text.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import { cut, mention } from '../mrkdwn.ts';
import type { Wording } from '../wording.ts';
import { input, plain, section } from './blocks.ts';

export const DECLINE_REQUEST_MODAL = 'decline_request_modal';
export const DECLINE_NOTE = 'decline_note';

type Asked = Pick<JoinRequestRecord, 'id' | 'email' | 'askedBy'>;

/** A request is declined with a word to whoever asked, or without. */
export const declineRequestModal = ({ id, email, askedBy }: Asked, { pen }: Wording, typed = ''): ModalView => ({
  type: 'modal',
  callback_id: DECLINE_REQUEST_MODAL,
  private_metadata: id,
  title: plain('Decline', 24),
  submit: plain('Decline', 24),
  close: plain('Cancel', 24),
  blocks: [
    section(`${pen.address(email)} is not invited, and ${mention(askedBy.userId)}, who asked, is told.`),
    input({
      id: DECLINE_NOTE,
      label: 'Why',
      hint: `For whoever asked, up to ${maxNoteLength} characters, no links. Leave it empty to say nothing.`,
      optional: true,
      element: { type: 'plain_text_input', multiline: true, ...(typed && { initial_value: cut(typed, 3000) }) },
    }),
  ],
});

const schema = z.object({ [DECLINE_NOTE]: z.object({ [DECLINE_NOTE]: z.object({ value: z.string().nullish() }) }) });

export const typedDeclineNote = (values: unknown): string =>
  schema.parse(values)[DECLINE_NOTE][DECLINE_NOTE].value ?? '';

/** Null when nothing was written. */
export const parseDeclineNote = (typed: string): Result<string | null, string> => {
  const note = checkNote(typed);
  return note.ok ? done(note.value || null) : refused(wordReason(note.refusal));
};

/** Why a reason, written for people, is not taken. */
export const wordReason = (refusal: NoteRefusal): string => {
  switch (refusal.kind) {
    case 'note_too_long':
      return `This has ${refusal.length} characters; ${refusal.max} fit.`;
    case 'note_has_link':
      return `This can't carry a link or an address (“${cut(refusal.found, 60)}”). Take it out.`;
  }
};
