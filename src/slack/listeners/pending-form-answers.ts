import type { FormRefusal } from '../../domain/refusal.ts';
import type { Turn } from '../interaction.ts';
import type { SubmissionAnswer } from '../run-submission.ts';
import { section } from '../views/blocks.ts';
import { messageModal } from '../views/message-modal.ts';
import type { PendingForm } from '../views/pending-form.ts';
import { termsRefusalFields } from '../views/terms-fields.ts';
import type { WindowAnswer } from '../window.ts';
import { pendingScreen } from './screens.ts';

/** What is true of an invitation instead of the form that was asked for, on top of the screen that showed something older. */
export const aboutInvitation = (title: string, text: string): WindowAnswer => ({
  view: messageModal(title, [section(text)]),
});

/** The form closes onto the pending screen it came from, drawn anew with what was done above it; else it tells it itself. */
export const backToPending = async (
  turn: Turn,
  { trail }: Pick<PendingForm, 'trail'>,
  title: string,
  lines: readonly string[],
): Promise<SubmissionAnswer> => {
  if (trail === null) return { view: messageModal(title, [section(lines)]) };
  const told = { text: lines[0] ?? title, blocks: [section(lines)] };
  return { below: (await pendingScreen(turn, trail, lines)).view, told };
};

type TermsRefusal = Exclude<FormRefusal, { readonly kind: 'nobody_named' | 'send_time_past' }>;

/** A refusal that stands on one of the fields of the terms. */
export const isTermsRefusal = (refusal: { readonly kind: string }): refusal is TermsRefusal =>
  Object.hasOwn(termsRefusalFields, refusal.kind);
