import { clientErrors } from './client-checks.ts';
import { deliver } from './delivery.ts';
import { validateModal } from './kit/validate-view.ts';
import { viewSubmissionPayload } from './payloads.ts';
import type { Delivery, ViewRecord } from './records.ts';
import type { Stage } from './stage.ts';
import { effortOf } from './tokens.ts';
import { closeModals, pushModal, STACK_LIMIT, stackOf, updateView } from './views.ts';

/** What came of pressing submit. Exactly one of `errors`, `closed`, `updated`, `pushed` and `trouble` says what happened. */
export type Submission = {
  /** False when the client itself refused: required fields, lengths, formats. */
  readonly sent: boolean;
  /** By the label of the field. */
  readonly errors?: Record<string, string>;
  readonly closed: boolean;
  readonly updated?: ViewRecord;
  readonly pushed?: ViewRecord;
  /** "We had some trouble connecting": no ack in time, a failed one, or one that Slack refuses; with the reason. */
  readonly trouble?: string;
  readonly delivery?: Delivery;
};

const byLabel = (view: ViewRecord): Record<string, string> =>
  Object.fromEntries(
    Object.entries(view.errors).map(([blockId, message]) => {
      const block = view.definition.blocks.find((one) => one.block_id === blockId);
      return [block?.type === 'input' ? block.label.text : blockId, message];
    }),
  );

type Outcome = Omit<Submission, 'sent' | 'delivery'>;

const trouble = (stage: Stage, reason: string): Outcome => {
  stage.state.refusals.push(`view_submission ack: ${reason}`);
  return { closed: false, trouble: reason };
};

const showErrors = (stage: Stage, view: ViewRecord, errors: unknown): Outcome => {
  const entries = typeof errors === 'object' && errors !== null ? Object.entries(errors) : [];
  if (entries.length === 0) return trouble(stage, 'errors must name at least one block');
  for (const [blockId, message] of entries) {
    const block = view.definition.blocks.find((one) => one.block_id === blockId);
    if (block?.type !== 'input') return trouble(stage, `errors name "${blockId}", which is no input block`);
    if (typeof message !== 'string' || message === '')
      return trouble(stage, `the error of "${blockId}" must be a text`);
  }
  view.errors = Object.fromEntries(entries);
  return { errors: byLabel(view), closed: false };
};

const showView = (stage: Stage, view: ViewRecord, body: Record<string, unknown>): Outcome => {
  const verdict = validateModal(body['view']);
  if (!verdict.ok) return trouble(stage, `${verdict.error}: ${verdict.messages.join('; ')}`);
  if (body['response_action'] === 'update')
    return { closed: false, updated: updateView(stage.state, view, verdict.view) };
  if (stackOf(stage.state, view.userId).length >= STACK_LIMIT) return trouble(stage, 'push_limit_reached');
  return { closed: false, pushed: pushModal(stage.state, view.userId, verdict.view) };
};

const follow = (stage: Stage, view: ViewRecord, delivery: Delivery): Outcome => {
  if (delivery.failed) return { closed: false, trouble: delivery.failed };
  const body = typeof delivery.body === 'object' ? (delivery.body as Record<string, unknown>) : {};
  const action = body['response_action'];
  switch (action) {
    case 'errors':
      return showErrors(stage, view, body['errors']);
    case 'update':
    case 'push':
      return showView(stage, view, body);
    case 'clear':
      closeModals(stage.state, stackOf(stage.state, view.userId));
      return { closed: true };
    case undefined:
      if (delivery.body !== '' && Object.keys(body).length === 0 && typeof delivery.body === 'string')
        return trouble(stage, `the ack's body must be empty or JSON, not "${delivery.body.slice(0, 80)}"`);
      closeModals(stage.state, [view]);
      return { closed: true };
    default:
      return trouble(stage, `unknown response_action "${String(action)}"`);
  }
};

/** Presses submit: the client's own checks first, then the view_submission and what its ack asks for. */
export const submit = async (stage: Stage, view: ViewRecord): Promise<Submission> => {
  const { state, person } = stage;
  if (view.definition.type !== 'modal' || !view.definition.submit)
    throw new Error(`${stage.where} has no submit button`);
  effortOf(state, person.id).clicks += 1;
  view.errors = clientErrors(stage.blocks(), view.values);
  if (Object.keys(view.errors).length > 0) return { sent: false, errors: byLabel(view), closed: false };
  const payload = viewSubmissionPayload(state, person, view);
  const delivery = await deliver(state, stage.connection(), { kind: 'interaction', payload });
  return { sent: true, delivery, ...follow(stage, view, delivery) };
};
