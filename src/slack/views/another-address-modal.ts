import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type InvitationRecord, shownGeneration } from '../../domain/invitation.ts';
import type { ReaddressOutcome } from '../../services/readdress-invitation.ts';
import { wordInviteWarning } from '../invite-texts.ts';
import { cut, escapeText } from '../mrkdwn.ts';
import { listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { context, input, plain, section } from './blocks.ts';
import { membershipLines } from './membership-lines.ts';
import { encodePendingForm } from './pending-form.ts';
import type { PendingTrail } from './pending-trail.ts';
import { whoWithAddress } from './people.ts';

export const ANOTHER_ADDRESS_MODAL = 'another_address_modal';
export const NEW_ADDRESS = 'new_address';

/** The same invitation for another address; what becomes of the old one is said before. */
export const anotherAddressModal = (
  invitation: InvitationRecord,
  trail: PendingTrail | null,
  wording: Wording,
  filled = '',
  problems: readonly string[] = [],
): ModalView => ({
  type: 'modal',
  callback_id: ANOTHER_ADDRESS_MODAL,
  title: plain('Another address', 24),
  submit: plain('Withdraw and invite', 24),
  close: plain('Cancel', 24),
  private_metadata: encodePendingForm({ link: { id: invitation.id, generation: shownGeneration(invitation) }, trail }),
  blocks: [
    ...(problems.length > 0 ? [section(problems.map((problem) => `⚠ ${escapeText(problem)}`))] : []),
    section(whoWithAddress(invitation, wording.pen)),
    input({
      id: NEW_ADDRESS,
      label: 'New address',
      element: {
        type: 'plain_text_input',
        focus_on_load: true,
        ...(filled && { initial_value: cut(filled, 254) }),
      },
    }),
    context(
      `${wording.pen.address(invitation.email)} is withdrawn: that link stops working, and they are not told.`,
      'The new address is invited as follows.',
    ),
    section(termsLines(invitation, wording)),
  ],
});

const termsLines = (invitation: InvitationRecord, { pen }: Wording): string[] =>
  membershipLines(
    {
      roleName: invitation.role.name,
      roleDescription: invitation.role.description,
      primaryTeamName: invitation.primaryTeam?.name ?? null,
      secondaryTeamNames: invitation.secondaryTeamNames,
      productNames: invitation.productNames,
    },
    pen,
  );

const schema = z.object({ [NEW_ADDRESS]: z.object({ [NEW_ADDRESS]: z.object({ value: z.string().nullish() }) }) });

export const readNewAddress = (values: unknown): string => schema.parse(values).new_address.new_address.value ?? '';

export const readdressedLines = (outcome: ReaddressOutcome, wording: Wording): string[] => {
  const { pen } = wording;
  const [now, before] = [pen.address(outcome.email), pen.address(outcome.oldEmail)];
  const warnings = outcome.warnings.map((warning) => wordInviteWarning(warning, wording));
  const end = outcome.expiresAt ? ` The new link ends ${pen.at(outcome.expiresAt)}.` : '';
  return [
    outcome.outcome === 'added'
      ? `${now} was added in place of ${before}, whose link is dead.`
      : `${now} is invited in place of ${before}, whose link is dead.${end}`,
    ...(warnings.length > 0 ? [`${now}: ${listOf(warnings)}`] : []),
  ];
};
