import type { JoinRequestRecord } from '../../domain/join-request.ts';
import type { Organization } from '../../domain/organization.ts';
import type { RequestBackground } from '../../ports/request-notices.ts';
import { wordJoinDecision } from '../request-refusal-texts.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, button, context, type Message, section } from './blocks.ts';
import { whoWithAddress } from './people.ts';

export const REQUEST_APPROVE = 'request_approve';
export const REQUEST_DECLINE = 'request_decline';

type Named = Pick<Organization, 'name' | 'timeZone'>;

/** To the admins: who asks for whom, and why. Once it is decided it says by whom, and has no buttons any more. */
export const joinRequestCard = (
  request: JoinRequestRecord,
  background: RequestBackground,
  organization: Named,
): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const email = pen.address(request.email);
  const text = `A request to invite ${email}`;
  const question = section([
    // No mention: it would ring, and lead the asker to what only admins should read.
    `${background.asker ? whoWithAddress(background.asker, pen) : 'Somebody of this workspace'} asks to invite *${email}* to ${pen.say(organization.name)}.`,
    ...request.reason.split('\n').map((line) => `&gt; ${pen.say(line, 300)}`),
  ]);
  if (request.decision) {
    const decided = wordJoinDecision(request.decision, pen);
    return { text: `${text}: ${request.decision.kind.toLowerCase()}`, blocks: [question, context(decided)] };
  }
  const known = knownOf(background, pen);
  return {
    text,
    blocks: [
      question,
      ...(known ? [context(known)] : []),
      actions(
        button({
          id: REQUEST_APPROVE,
          text: 'Approve…',
          value: request.id,
          style: 'primary',
          label: `Open the invite form for ${request.email}`,
        }),
        button({
          id: REQUEST_DECLINE,
          text: 'Decline…',
          value: request.id,
          label: `Decline to invite ${request.email}`,
        }),
      ),
    ],
  };
};

const knownOf = ({ member, isPending, stoppedAt }: RequestBackground, pen: Pen): string | null => {
  if (member?.status === 'ACTIVE')
    return `A member already, since ${pen.day(member.joinedAt)}. The asker does not know.`;
  if (isPending) return 'Has an invitation that waits already. The asker does not know.';
  if (stoppedAt) return `Asked ${pen.day(stoppedAt)} not to be written to.`;
  if (member?.status === 'DEACTIVATED') return 'Was deactivated here; an invitation brings them back.';
  return member ? 'Was removed here before.' : null;
};

/** To whoever asked. */
export const requestAnswerMessage = (request: JoinRequestRecord, organization: Named): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const email = pen.address(request.email);
  const text =
    request.decision?.kind === 'APPROVED'
      ? `Your request was approved: ${email} has been invited to ${pen.say(organization.name)}.`
      : `The admins of ${pen.say(organization.name)} decided not to invite ${email}.`;
  const note = request.decision?.note;
  return {
    text,
    blocks: [section([text, ...(note ? note.split('\n').map((line) => `&gt; ${pen.say(line, 300)}`) : [])])],
  };
};
