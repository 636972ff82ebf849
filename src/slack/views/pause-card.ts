import type { Organization } from '../../domain/organization.ts';
import { freeActs, pauseMinutes } from '../../domain/pause.ts';
import type { PauseRecord } from '../../ports/acts.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, button, confirm, context, type Message, section } from './blocks.ts';
import { who } from './people.ts';

export const PAUSE_APPROVE = 'pause_approve';
export const PAUSE_DECLINE = 'pause_decline';

type Named = Pick<Organization, 'name' | 'timeZone'>;

const intents: Readonly<Record<PauseRecord['act'], (person: string) => string>> = {
  change_role: (person) => `lower the role of ${person}`,
  deactivate: (person) => `deactivate ${person}`,
  remove: (person) => `remove ${person}`,
};

const intentOf = ({ act, target }: PauseRecord, pen: Pen): string => intents[act](who(target, pen));

/** Asks another admin whether one may go on; once it is decided, says so, and has no buttons any more. */
export const pauseCard = (pause: PauseRecord, organization: Named): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const asker = who(pause.asker, pen);
  const text = `${asker} asks whether to go on`;
  const question = section([
    `*${text}.*`,
    `${asker} has deactivated, removed or lowered the role of ${freeActs} people of ${pen.say(organization.name)} in ${pauseMinutes} minutes, and wants to ${intentOf(pause, pen)} next.`,
  ]);
  if (pause.decision) return { text: decisionText(pause, pen), blocks: [question, context(decisionText(pause, pen))] };
  return {
    text,
    blocks: [
      question,
      context(`Approved, ${asker} can do ${freeActs} more. Nothing happens until another admin answers.`),
      actions(
        button({
          id: PAUSE_APPROVE,
          text: 'Approve',
          value: pause.id,
          style: 'primary',
          confirm: confirm({
            title: 'Let them go on?',
            text: `They can deactivate, remove or lower the role of ${freeActs} more people at once.`,
            yes: 'Approve',
            no: 'Back',
          }),
        }),
        button({ id: PAUSE_DECLINE, text: 'Decline', value: pause.id }),
      ),
    ],
  };
};

const decisionText = ({ decision }: PauseRecord, pen: Pen): string =>
  decision
    ? `${decision.kind === 'approved' ? 'Approved' : 'Declined'} by ${who(decision.by, pen)}, ${pen.at(decision.at)}`
    : '';

/** A question that nobody answered in time. */
export const pauseOverCard = (pause: PauseRecord, organization: Named): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const text = `${who(pause.asker, pen)} asked ${pen.at(pause.at)} whether to go on. That was more than ${pauseMinutes} minutes ago, so there is nothing to decide any more.`;
  return { text, blocks: [section(text)] };
};

/** To whoever asked. */
export const pauseDecidedMessage = (pause: PauseRecord, organization: Named): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const by = pause.decision ? who(pause.decision.by, pen) : 'Another admin';
  const text =
    pause.decision?.kind === 'approved'
      ? `${by} approved: you can go on. It is not done yet: ${intentOf(pause, pen)} again. Up to ${freeActs} go through now.`
      : `${by} declined, so nothing was done. Talk to them, or wait until your earlier acts are ${pauseMinutes} minutes old.`;
  return { text, blocks: [section(text)] };
};
