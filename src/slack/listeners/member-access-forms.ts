import { changeMemberProducts } from '../../services/change-member-products.ts';
import { changeMemberTeams } from '../../services/change-member-teams.ts';
import { type MemberAccess, readMemberAccess } from '../../services/read-member-access.ts';
import { PERSON_PRODUCTS, PERSON_TEAMS } from '../access-acts.ts';
import type { PersonRef } from '../command-people.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { ClickDoor } from '../run-click.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import {
  accessLines,
  MEMBER_PRODUCTS_FORM,
  MEMBER_PRODUCTS_LIST,
  memberProductsForm,
  parseMemberProducts,
} from '../views/member-products-form.ts';
import {
  type ChosenTeams,
  MEMBER_TEAMS_FIELDS,
  MEMBER_TEAMS_FORM,
  memberTeamsForm,
  parseMemberTeams,
} from '../views/member-teams-form.ts';
import { decodeMember, type ShownMember } from '../views/member-value.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import { asView, type WindowAnswer } from '../window.ts';
import { memberMeant } from './member-meant.ts';
import { personScreen } from './person-screen.ts';
import { deniedOrRefused } from './role-form.ts';

type Shown = (Pick<ShownMember, 'membershipId'> & { readonly more?: string }) | undefined;
type Build = (access: MemberAccess, turn: Turn, more: string) => ReturnType<typeof memberTeamsForm>;

/** A form about one person, by what is true now. */
const show = async (turn: Turn, shown: Shown, build: Build): Promise<WindowAnswer> => {
  const gone = { ok: false, refusal: { kind: 'member_unknown' } } as const;
  const access = shown ? await readMemberAccess(turn.edge.deps, turn.context, shown.membershipId) : gone;
  return access.ok
    ? { view: build(access.value, turn, shown?.more ?? '') }
    : { message: textMessage(wordRefusal(access.refusal, turn.words)) };
};

const teamsForm: Build = (access, { words }) => memberTeamsForm(access, words);
/** `more`: a product that is ticked from the start, since somebody lacks it. */
const productsForm: Build = (access, { words }, more) =>
  memberProductsForm(access, words, more === '' ? undefined : [...new Set([...access.member.productIds, more])]);

const forms = {
  change_teams: { pick: { id: PERSON_TEAMS, label: 'Teams' }, build: teamsForm },
  change_products: { pick: { id: PERSON_PRODUCTS, label: 'Products' }, build: productsForm },
} as const;

/** `teams @ada`, `products @ada`. The caller is behind the door of that act. */
export const showMemberAccess = async (
  turn: Turn,
  act: keyof typeof forms,
  person: PersonRef,
): Promise<WindowAnswer> => {
  const { pick, build } = forms[act];
  const meant = await memberMeant(turn, person, pick);
  return meant.ok ? show(turn, meant.value, build) : meant.refusal;
};

const open = (act: keyof typeof forms): ClickDoor => ({
  may: act,
  shows: 'window',
  next: 'list',
  run: (turn, { value }) => show(turn, decodeMember(value), forms[act].build),
});

export const memberAccessClicks: Readonly<Record<string, ClickDoor>> = {
  [PERSON_TEAMS]: open('change_teams'),
  [PERSON_PRODUCTS]: open('change_products'),
  [MEMBER_PRODUCTS_LIST]: {
    may: 'change_products',
    shows: 'here',
    run: async (turn, { modal }) => {
      const chosen = modal ? parseMemberProducts(modal.values) : [];
      const shown = decodeMember(modal?.metadata ?? '');
      return {
        redraw: async () => asView(await show(turn, shown, (access) => memberProductsForm(access, turn.words, chosen))),
      };
    },
  },
};

const submitMemberTeams: SubmissionDoor = {
  may: 'change_teams',
  run: async (turn, view) => {
    const { edge, asked, words, plainWords } = turn;
    const shown = decodeMember(view.private_metadata);
    if (!shown) return { view: refusalModal(wordRefusal({ kind: 'member_unknown' }, words)) };
    const chosen = parseMemberTeams(view.state.values);
    const now = async (teams: ChosenTeams | undefined, notice: readonly string[] = []) =>
      asView(await show(turn, shown, (access) => memberTeamsForm(access, words, teams, notice)));
    const { membershipId, version: shownVersion } = shown;
    const result = await changeMemberTeams(edge.deps, asked, { membershipId, shownVersion, ...chosen });
    if (result.ok) {
      const notice = result.value.isUnchanged ? 'Their teams are as they were.' : 'Their teams are changed.';
      return { below: asView(await personScreen(turn, membershipId, [notice])) };
    }
    const { refusal } = result;
    switch (refusal.kind) {
      case 'team_unknown':
      case 'team_needed':
        return {
          errors: { [MEMBER_TEAMS_FIELDS.primary]: wordRefusal(refusal, plainWords) },
          again: () => now(chosen),
        };
      case 'changed_since_shown':
        return { view: await now(undefined, [wordRefusal(refusal, words)]) };
      default:
        return { view: asView(deniedOrRefused(turn, refusal)) };
    }
  },
};

const submitMemberProducts: SubmissionDoor = {
  may: 'change_products',
  run: async (turn, view) => {
    const { edge, asked, words, plainWords } = turn;
    const shown = decodeMember(view.private_metadata);
    if (!shown) return { view: refusalModal(wordRefusal({ kind: 'member_unknown' }, words)) };
    const productIds = parseMemberProducts(view.state.values);
    const now = async (chosen: readonly string[] | undefined, notice: readonly string[] = []) =>
      asView(await show(turn, shown, (access) => memberProductsForm(access, words, chosen, notice)));
    const { membershipId, version: shownVersion } = shown;
    const result = await changeMemberProducts(edge.deps, asked, { membershipId, shownVersion, productIds });
    if (result.ok) {
      const lines = accessLines(result.value.gained, result.value.lost, words.pen);
      const notice = lines.length > 0 ? lines : ['Their products are as they were.'];
      return { below: asView(await personScreen(turn, membershipId, notice)) };
    }
    const { refusal } = result;
    switch (refusal.kind) {
      case 'product_unknown':
        return { errors: { [MEMBER_PRODUCTS_LIST]: wordRefusal(refusal, plainWords) }, again: () => now(productIds) };
      case 'changed_since_shown':
        return { view: await now(undefined, [wordRefusal(refusal, words)]) };
      default:
        return { view: asView(deniedOrRefused(turn, refusal)) };
    }
  },
};

/** By callback id. */
export const memberAccessSubmissions: Readonly<Record<string, SubmissionDoor>> = {
  [MEMBER_TEAMS_FORM]: submitMemberTeams,
  [MEMBER_PRODUCTS_FORM]: submitMemberProducts,
};
