import type { Button } from '@slack/types';
import { personName } from '../../domain/actor.ts';
import type { Fix } from '../../domain/fix-verdict.ts';
import type { Organization } from '../../domain/organization.ts';
import type { Link } from '../../domain/why.ts';
import type { FoundPerson } from '../../ports/why.ts';
import type { WhyAnswer } from '../../services/explain-access.ts';
import { PERSON_PRODUCTS } from '../access-acts.ts';
import { PERSON_CHANGE_ROLE, PERSON_REACTIVATE } from '../member-acts.ts';
import { wordVerdict } from '../why-texts.ts';
import type { Wording } from '../wording.ts';
import { actions, button, context, type Message, section } from './blocks.ts';
import { encodeLink } from './link-value.ts';
import { encodeMember } from './member-value.ts';
import { OPEN_PRODUCTS } from './open-buttons.ts';
import { who, whoWithAddress } from './people.ts';
import { OPEN_STORY } from './story-modal.ts';

export const WHY_INVITE = 'why_invite';
export const WHY_NEW_LINK = 'why_new_link';
export const WHY_SEND_NOW = 'why_send_now';
export const WHY_BY_MAIL = 'why_by_mail';
export const WHY_TELL_SIGN_IN = 'why_tell_sign_in';
export const WHY_ADDRESS = 'why_address';
export const WHY_COPY = 'why_copy';
export const WHY_EDIT = 'why_edit';
export const WHY_GIVE = 'why_give';
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

type Fixing = { readonly id: string; readonly text: string; readonly value: string };

const linkOf = ({ invitationId, generation }: Link): string => encodeLink(invitationId, generation);

/** The button of each fix; those of a card open the same form as there. */
const fixing = (fix: Fix): Fixing => {
  switch (fix.kind) {
    case 'invite':
      return { id: WHY_INVITE, text: 'Invite', value: fix.email };
    case 'reactivate':
      return { id: PERSON_REACTIVATE, text: 'Reactivate', value: encodeMember(fix.member) };
    case 'new_link':
      return { id: WHY_NEW_LINK, text: 'Send a new link', value: linkOf(fix.link) };
    case 'send_now':
      return { id: WHY_SEND_NOW, text: 'Send now', value: linkOf(fix.link) };
    case 'by_mail':
      return { id: WHY_BY_MAIL, text: 'By mail instead', value: linkOf(fix.link) };
    case 'another_address':
      return {
        id: WHY_ADDRESS,
        text: fix.email ? 'Invite that address' : 'Another address',
        value: `${linkOf(fix.link)} ${fix.email}`,
      };
    case 'copy_link':
      return { id: WHY_COPY, text: 'Copy a link', value: linkOf(fix.link) };
    case 'edit':
      return { id: WHY_EDIT, text: 'Edit the invitation', value: linkOf(fix.link) };
    case 'change_role':
      return { id: PERSON_CHANGE_ROLE, text: 'Change role', value: encodeMember(fix.member, fix.roleId) };
    case 'give_product':
      return { id: PERSON_PRODUCTS, text: 'Give the product', value: encodeMember(fix.member, fix.productId) };
    case 'give_permission':
      return { id: WHY_GIVE, text: 'Give the permission', value: encodeMember(fix.member, fix.permissionId) };
    case 'open_products':
      return { id: OPEN_PRODUCTS, text: 'Open the products', value: 'products' };
    case 'tell_sign_in':
      return { id: WHY_TELL_SIGN_IN, text: 'Tell them where to sign in', value: fix.membershipId };
  }
};

const fixButton = (fix: Fix, person: string): Button => {
  const { text, ...rest } = fixing(fix);
  return button({ ...rest, text, label: `${text}: ${person}`, style: 'primary' });
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
