import type { ModalView } from '@slack/types';
import { personName } from '../../domain/actor.ts';
import type { EndForm } from '../../services/read-end-form.ts';
import { count } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { issuedField, numberField } from './act-fields.ts';
import { context, plain, section } from './blocks.ts';
import { encodeMember } from './member-value.ts';
import { whoWithAddress } from './people.ts';

export const DEACTIVATE_FORM = 'deactivate_form';
export const REMOVE_FORM = 'remove_form';

type EndFormState = {
  readonly issued?: 'take_over' | 'withdraw';
  readonly number?: number | null;
  readonly notice?: readonly string[];
};

const texts = {
  deactivate: {
    callback: DEACTIVATE_FORM,
    verb: 'Deactivate',
    small: 'They are not told. You can undo it for ten minutes; later a new invitation brings them back.',
  },
  remove: {
    callback: REMOVE_FORM,
    verb: 'Remove',
    small: 'They are not told. It cannot be undone by a click; a new invitation brings them back.',
  },
} as const;

/** Whose membership ends, what that means, and who looks after what they have sent. Sending it is the confirmation. */
export const endFormModal = (form: EndForm, words: Wording, state: EndFormState = {}): ModalView => {
  const { end, member, issued, own } = form;
  const { callback, verb, small } = texts[end];
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: encodeMember(member),
    title: plain(`${verb} a member`, 24),
    submit: plain(verb, 24),
    close: plain('Cancel', 24),
    blocks: [
      ...(state.notice ? [section(state.notice)] : []),
      section([
        `${verb} ${whoWithAddress(member, words.pen)}, ${words.pen.say(member.role.name)}?`,
        ...meaning(form, words),
      ]),
      ...(own > 0
        ? [
            section(
              `${count(own, 'invitation that waits', 'invitations that wait')} for ${words.pen.address(member.email)} will be withdrawn.`,
            ),
          ]
        : []),
      ...issuedField(issued, state.issued),
      ...numberField(state.number ?? null),
      context(small),
    ],
  };
};

const meaning = ({ end, member }: EndForm, { pen, organization }: Wording): string[] => {
  const name = pen.say(personName(member), 80);
  const organizationName = pen.say(organization, 80);
  if (end === 'deactivate')
    return [`${name} loses access to ${organizationName} at once. What they own stays with its team.`];
  const lost =
    member.status === 'ACTIVE' ? ` ${name} loses access at once, and what they own stays with its team.` : '';
  return [
    `This ends the membership of ${organizationName} for good.${lost} Their account and other organizations stay.`,
  ];
};
