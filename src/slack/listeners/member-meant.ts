import type { RosterRow } from '../../domain/member.ts';
import type { MemberMeant } from '../../domain/person-card.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import { findMemberMeant } from '../../services/find-member-meant.ts';
import type { PersonRef } from '../command-people.ts';
import { remaining } from '../durations.ts';
import type { Turn } from '../interaction.ts';
import { mention } from '../mrkdwn.ts';
import { actions, button, section } from '../views/blocks.ts';
import { OPEN_PENDING } from '../views/open-buttons.ts';
import { whoWithAddress } from '../views/people.ts';
import { type Pick, personPicker } from '../views/person-picker.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import type { WindowAnswer } from '../window.ts';

/**
 * Whom a command means; or what to show in place of doing it: the people to pick from, whose buttons do what the command would
 * have done, or in words that nobody is found. The caller is behind a door that may see people.
 */
export const memberMeant = async (
  turn: Turn,
  person: PersonRef,
  pick: Pick,
): Promise<Result<RosterRow, WindowAnswer>> => {
  const meant = await findMemberMeant(turn.edge.deps, turn.context, person);
  return answerMeant(turn, person, meant, pick);
};

export const answerMeant = (
  turn: Turn,
  person: PersonRef,
  meant: MemberMeant,
  pick: Pick,
): Result<RosterRow, WindowAnswer> => {
  if (meant.kind === 'found') return done(meant.member);
  if (meant.kind === 'several') return refused({ view: personPicker(meant, typedIn(person, turn), pick, turn.words) });
  return refused(nobodyMeant(turn, person, meant));
};

const typedIn = (person: PersonRef, { words: { pen } }: Turn): string => {
  if (person.kind === 'mention') return mention(person.userId);
  return person.kind === 'email' ? pen.address(person.email) : `“${pen.say(person.text, 60)}”`;
};

/** Nobody, in words, with the way on: somebody invited is found in the pending list, somebody unknown can be invited. */
const nobodyMeant = (
  turn: Turn,
  person: PersonRef,
  { invited, why }: Extract<MemberMeant, { kind: 'none' }>,
): WindowAnswer => {
  const { words, context } = turn;
  const { pen, command } = words;
  const typed = typedIn(person, turn);
  if (invited.length > 0) {
    const life = (expiresAt: Date | null) => (expiresAt ? remaining(expiresAt, context.now) : 'is not sent yet');
    const lines = invited.map(
      (each) => `${whoWithAddress(each, pen)} is invited and has not joined yet: the link ${life(each.expiresAt)}.`,
    );
    const text = `${typed} has not joined yet.`;
    return { message: { text, blocks: [section(lines), actions(button({ id: OPEN_PENDING, text: 'Pending' }))] } };
  }
  if (why === 'slack_silent')
    return { message: textMessage(`Slack did not say who ${typed} is. Try again, or type the address instead.`) };
  if (why === 'slack_hides_address')
    return {
      message: textMessage(
        `${typed} is not linked to a member, and Slack shows no address for them. Type the address instead.`,
      ),
    };
  const search = person.kind === 'text' ? ` ${pen.code(`${command} list`)} shows everybody.` : '';
  const invite = person.kind === 'text' ? '' : ` ${pen.code(`${command} invite`)} invites people.`;
  return { message: textMessage(`${typed} is nobody whom Usher knows here.${search}${invite}`) };
};
