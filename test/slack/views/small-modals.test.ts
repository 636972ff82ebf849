import { describe, expect, it } from 'vitest';
import type { BindingProposal } from '../../../src/domain/refusal.ts';
import { acceptNamesModal, decodeCardOrigin, encodeCardOrigin } from '../../../src/slack/views/accept-names-modal.ts';
import { bindingMessage, bindingModal } from '../../../src/slack/views/binding-modal.ts';
import { codeModal, parseCodeModal } from '../../../src/slack/views/code-modal.ts';
import { errorMessage, errorModal } from '../../../src/slack/views/error-surfaces.ts';
import { decodeLink, encodeLink } from '../../../src/slack/views/link-value.ts';
import { loadingModal, workingModal } from '../../../src/slack/views/loading-modal.ts';
import { parseNameFields } from '../../../src/slack/views/name-fields.ts';
import { refusalModal } from '../../../src/slack/views/refusal-surfaces.ts';
import { mrkdwnWording } from '../../../src/slack/wording.ts';
import { hostileTexts, id, longest, organization, words } from '../examples.ts';
import { expectMessage, expectModal } from '../shown.ts';

const hostileWords = mrkdwnWording({ ...organization, name: hostileTexts.join(' ') }, '/members');

const aProposal = (rest: Partial<BindingProposal> = {}): BindingProposal => ({
  kind: 'not_bound_yet',
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Example',
  suggestedFirstName: null,
  suggestedLastName: null,
  roleName: 'Admin',
  needsCode: true,
  ...rest,
});

const typed = (id: string, value: string | null) => ({ [id]: { [id]: { type: 'plain_text_input', value } } });

describe('small modals', () => {
  it('when everything in them is hostile and at its longest, are modals that Slack takes', () => {
    const proposal = aProposal({
      email: `${longest(64)}@example.com`,
      firstName: null,
      lastName: null,
      suggestedFirstName: longest(300),
      suggestedLastName: '<!channel>',
      roleName: hostileTexts.join(' '),
    });
    expectModal(bindingModal(proposal, hostileWords, 'invite'));
    expectMessage(bindingMessage(proposal, hostileWords));
    expectModal(codeModal(proposal.email, hostileWords, 'desk'));
    expectModal(acceptNamesModal({ first: true, last: true }, 'x'.repeat(3000), hostileWords));
    expectModal(loadingModal());
    expectModal(workingModal());
    expectModal(errorModal('0123456789ab'));
    expectMessage(errorMessage('0123456789ab'));
    expectModal(refusalModal(longest(2999)));
  });

  it('when names are known, does not ask for them', () => {
    expect(bindingModal(aProposal(), words, 'desk').blocks.some((block) => block.type === 'input')).toBe(false);
  });

  it('when a role is to be confirmed by a code, says so before', () => {
    expect(JSON.stringify(bindingModal(aProposal(), words, 'desk'))).toContain('code');
    expect(JSON.stringify(bindingModal(aProposal({ needsCode: false }), words, 'desk'))).not.toContain('code');
  });
});

describe('parseNameFields', () => {
  it('when both names are typed, gives them cleaned', () => {
    const values = { ...typed('first_name', ' Ada '), ...typed('last_name', 'Example') };
    expect(parseNameFields(values)).toEqual({ ok: true, value: { first: 'Ada', last: 'Example' } });
  });

  it('when only one was asked, gives null for the other', () => {
    expect(parseNameFields(typed('last_name', 'Example'))).toEqual({
      ok: true,
      value: { first: null, last: 'Example' },
    });
    expect(parseNameFields({})).toEqual({ ok: true, value: { first: null, last: null } });
  });

  it('when a name is missing, too long or carries a link, says so on its field', () => {
    expect(parseNameFields(typed('first_name', null))).toMatchObject({
      ok: false,
      refusal: { first_name: 'Fill in a name.' },
    });
    expect(parseNameFields(typed('last_name', 'x'.repeat(81)))).toMatchObject({
      ok: false,
      refusal: { last_name: 'At most 80 characters.' },
    });
    expect(parseNameFields(typed('last_name', 'evil.example.com'))).toMatchObject({ ok: false });
  });
});

describe('parseCodeModal', () => {
  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['12345', undefined],
    ['1234567', undefined],
    ['abcdef', undefined],
    [null, undefined],
  ])('when %s is typed, reads %s', (value, code) => {
    expect(parseCodeModal(typed('code', value))).toBe(code);
  });
});

describe('values that travel through Slack', () => {
  it('when a shown link is written and read, is the same', () => {
    expect(decodeLink(encodeLink(id(7), 3))).toEqual({ id: id(7), generation: 3 });
    for (const value of ['', id(7), `${id(7)}.x`, `${id(7)}.1.2`, 'x.1']) expect(decodeLink(value)).toBeUndefined();
  });

  it('when the clicked card is ephemeral, there is no message to rewrite later', () => {
    const message = { channelId: 'D0000000001', ts: '1.2', isEphemeral: false };
    expect(decodeCardOrigin(encodeCardOrigin({ value: id(7), message }))).toEqual({ invitationId: id(7), message });
    const gone = { ...message, isEphemeral: true };
    expect(decodeCardOrigin(encodeCardOrigin({ value: id(7), message: gone })).message).toBeNull();
  });
});
