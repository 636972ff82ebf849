import type { ModalView } from '@slack/types';
import { findClosed } from '../../domain/invite-link.ts';
import type { LinkPosition } from '../../ports/invite-links.ts';
import { createInviteLink } from '../../services/create-invite-link.ts';
import { listInviteLinks } from '../../services/list-invite-links.ts';
import { readLinkForm } from '../../services/read-link-form.ts';
import { type RevokedLink, revokeInviteLink } from '../../services/revoke-invite-link.ts';
import type { Click } from '../click.ts';
import type { Turn } from '../interaction.ts';
import { closedInWords, wordInviteLink } from '../invite-link-texts.ts';
import { isDenial } from '../is-denial.ts';
import { count } from '../plural.ts';
import type { ClickDoor } from '../run-click.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import {
  type FilledLink,
  INVITE_LINK_FORM,
  inviteLinkForm,
  linkRefusalField,
  parseLink,
  readFilledLink,
} from '../views/invite-link-form.ts';
import {
  decodeLinkPosition,
  inviteLinksModal,
  LINK_NEW,
  LINK_REVOKE,
  LINK_SHOW,
  LINKS_NEXT,
  LINKS_PREVIOUS,
  linkUnseenText,
  readLinkId,
  shownLinkModal,
} from '../views/invite-links-modal.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import { asView, deniedAnswer } from '../window.ts';
import type { Wording } from '../wording.ts';

const title = 'Invite links';

export const inviteLinksScreen = async (
  { edge, context, words }: Turn,
  position: LinkPosition = null,
  notice: readonly string[] = [],
): Promise<{ readonly view: ModalView }> => ({
  view: inviteLinksModal(await listInviteLinks(edge.deps, context, position), position, words, notice),
});

const positionOf = ({ modal }: Click): LinkPosition => decodeLinkPosition(modal?.metadata ?? '');

/** The form, or why there is none. */
const formScreen = async (
  { edge, context, words }: Turn,
  position: LinkPosition,
  filled?: FilledLink,
  problems: readonly string[] = [],
): Promise<ModalView> => {
  const form = await readLinkForm(edge.deps, context);
  if (form.roles.length === 0) return refusalModal(wordInviteLink({ kind: 'links_off' }, words), title);
  return inviteLinkForm(form, position, filled, problems);
};

/** The link itself, read anew: it may be over by now. */
const shownScreen = async ({ edge, context, words }: Turn, linkId: string): Promise<ModalView> => {
  const { organization, now } = context;
  const { urlFor } = edge.deps.shareableLinks;
  const link = await edge.deps.store.findInviteLink(linkId);
  if (link?.organizationId !== organization.id) {
    return refusalModal(wordInviteLink({ kind: 'invite_link_unknown' }, words), title);
  }
  if (!urlFor) return refusalModal(wordInviteLink({ kind: 'no_public_address' }, words), title);
  const closed = findClosed(link, organization, now);
  if (closed) return refusalModal(`This link is over: ${closedInWords(closed, words)}.`, title);
  return shownLinkModal(link, urlFor(link.id), words);
};

const turnTo = (position: (id: string) => LinkPosition): ClickDoor => ({
  may: 'invite_links',
  shows: 'here',
  run: async (turn, { value }) => ({
    redraw: async () => (await inviteLinksScreen(turn, position(readLinkId(value)))).view,
  }),
});

export const inviteLinkClicks: Readonly<Record<string, ClickDoor>> = {
  [LINK_NEW]: {
    may: 'invite_links',
    shows: 'window',
    next: 'invite_links',
    run: async (turn, click) => ({ view: await formScreen(turn, positionOf(click)) }),
  },
  [LINK_SHOW]: {
    may: 'invite_links',
    shows: 'window',
    next: 'invite_links',
    run: async (turn, { value }) => ({ view: await shownScreen(turn, readLinkId(value)) }),
  },
  [LINK_REVOKE]: {
    may: 'invite_links',
    shows: 'here',
    run: async (turn, click) => {
      const { edge, asked, words } = turn;
      const result = await revokeInviteLink(edge.deps, asked, readLinkId(click.value));
      if (!result.ok && result.refusal.kind !== 'invite_link_unknown') {
        const denied = deniedAnswer({ refusal: result.refusal, words }, 'invite_links');
        return 'view' in denied ? { window: denied.view } : { tell: denied.message };
      }
      const line = result.ok
        ? revokedLine(result.value, words)
        : wordInviteLink({ kind: 'invite_link_unknown' }, words);
      return {
        redraw: async () => (await inviteLinksScreen(turn, positionOf(click), [line])).view,
        notice: textMessage(line),
      };
    },
  },
  [LINKS_NEXT]: turnTo((id) => ({ after: id })),
  [LINKS_PREVIOUS]: turnTo((id) => ({ before: id })),
};

const revokedLine = ({ uses, before }: RevokedLink, words: Wording): string =>
  before
    ? `That link is over already: ${closedInWords(before, words)}. Nothing was changed.`
    : `The link is revoked: nobody joins by it any more. ${uses === 0 ? 'Nobody had.' : `${count(uses, 'person', 'people')} had.`}`;

const submitInviteLink: SubmissionDoor = {
  may: 'invite_links',
  run: async (turn, view) => {
    const { edge, asked, words, plainWords } = turn;
    const position = decodeLinkPosition(view.private_metadata);
    const filled = readFilledLink(view.state.values);
    const withErrors = (errors: Readonly<Record<string, string>>) => ({
      errors,
      again: () => formScreen(turn, position, filled, Object.values(errors)),
    });
    const parsed = parseLink(filled);
    if (!parsed.ok) return withErrors(parsed.refusal);
    const result = await createInviteLink(edge.deps, asked, parsed.value);
    if (result.ok) {
      return {
        view: shownLinkModal(result.value.link, result.value.url, words),
        told: textMessage(linkUnseenText),
        refresh: async () => (await inviteLinksScreen(turn)).view,
      };
    }
    const { refusal } = result;
    if (isDenial(refusal)) return { view: asView(deniedAnswer({ refusal, words }, 'invite_links')) };
    const field = linkRefusalField(refusal);
    const text = wordInviteLink(refusal, plainWords);
    return field ? withErrors({ [field]: text }) : { view: refusalModal(wordInviteLink(refusal, words), title) };
  },
};

/** By callback id. */
export const inviteLinkSubmissions: Readonly<Record<string, SubmissionDoor>> = { [INVITE_LINK_FORM]: submitInviteLink };
