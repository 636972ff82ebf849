import type { Button } from '@slack/types';
import { personName } from '../../domain/actor.ts';
import type { Fix } from '../../domain/fix-verdict.ts';
import type { Organization } from '../../domain/organization.ts';
import type { FoundPerson } from '../../ports/why.ts';
import type { WhyAnswer } from '../../services/explain-access.ts';
import { wordVerdict } from '../why-texts.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, type Message, section } from './blocks.ts';
import { encodeLink } from './link-value.ts';
import { who, whoWithAddress } from './people.ts';
import { OPEN_STORY } from './story-modal.ts';

export const WHY_INVITE = 'why_invite';
export const WHY_NEW_LINK = 'why_new_link';
export const WHY_SEND_NOW = 'why_send_now';
export const WHY_BY_MAIL = 'why_by_mail';
export const WHY_TELL_SIGN_IN = 'why_tell_sign_in';
export const WHY_ABOUT = 'why_about';

type Explained = Extract<WhyAnswer, { kind: 'verdict' }>;
type SignIn = Pick<Organization, 'productName' | 'productUrl'>;

/** One line, and the one button that mends it. */
export const whyMessage = (answer: Explained, signIn: SignIn, wording: Wording): Message => {
  const { verdict, fix, person } = answer;
  const { pen } = wording;
  const line = (name: string) => wordVerdict(verdict, name, person.email, signIn, wording);
  const nearest = verdict.kind === 'never_invited' ? verdict.nearest : null;
  const buttons = [
    ...(fix ? [fixButton(fix, personName(person))] : []),
    ...(answer.hasStory ? [button({ id: OPEN_STORY, text: 'Whole story', value: person.email })] : []),
    ...(nearest
      ? [button({ id: WHY_ABOUT, text: 'About them', value: nearest.email, label: `About ${nearest.email}` })]
      : []),
  ];
  return {
    text: line(who(person, pen)),
    blocks: [section(line(whoWithAddress(person, pen))), ...(buttons.length > 0 ? [actions(...buttons)] : [])],
  };
};

const fixButton = (fix: Fix, person: string): Button => {
  const style = 'primary';
  switch (fix.kind) {
    case 'invite':
      return button({ id: WHY_INVITE, text: 'Invite', value: fix.email, label: `Invite ${fix.email}`, style });
    case 'reactivate':
      return button({ id: WHY_INVITE, text: 'Reactivate', value: fix.email, label: `Reactivate ${person}`, style });
    case 'new_link':
      return button({
        id: WHY_NEW_LINK,
        text: 'Send a new link',
        value: encodeLink(fix.link.invitationId, fix.link.generation),
        label: `Send a new link to ${person}`,
        style,
      });
    case 'send_now':
      return button({
        id: WHY_SEND_NOW,
        text: 'Send now',
        value: encodeLink(fix.link.invitationId, fix.link.generation),
        label: `Send the link to ${person} now`,
        style,
      });
    case 'by_mail':
      return button({
        id: WHY_BY_MAIL,
        text: 'By mail instead',
        value: encodeLink(fix.link.invitationId, fix.link.generation),
        label: `Mail the link to ${person}`,
        style,
      });
    case 'tell_sign_in':
      return button({
        id: WHY_TELL_SIGN_IN,
        text: 'Tell them where to sign in',
        value: fix.membershipId,
        label: `Tell ${person} where to sign in`,
        style,
      });
  }
};

/** Several people have this piece of a name: the one who is meant is a click away. */
export const whyChoiceMessage = (
  text: string,
  people: readonly FoundPerson[],
  hasMore: boolean,
  { pen }: Wording,
): Message => {
  const title = `Who is meant by “${pen.say(text, 60)}”?`;
  return {
    text: title,
    blocks: [
      section(title),
      ...people.map((person) =>
        section(
          `${whoWithAddress(person, pen)}${person.isMember ? '' : ', invited'}`,
          button({ id: WHY_ABOUT, text: 'This one', value: person.email, label: `About ${personName(person)}` }),
        ),
      ),
      ...(hasMore ? [context('There are more: type more of the name, or the address.')] : []),
    ],
  };
};
