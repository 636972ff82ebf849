import { personName } from '../../domain/actor.ts';
import { changeGrants, type WantedGrants } from '../../services/change-grants.ts';
import { grantSensitive } from '../../services/grant-sensitive.ts';
import type { Click } from '../click.ts';
import { isDenied } from '../denied.ts';
import { OPEN_GRANTS } from '../grant-acts.ts';
import { wordGrantOrAct } from '../grant-refusal-texts.ts';
import type { Turn } from '../interaction.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import { decodeGrantsForm, GRANT_FIELDS, GRANTS_BACK, readGrantsForm } from '../views/grants-form.ts';
import { GRANTS_CHOOSE, GRANTS_TEMPLATE, SENSITIVE_GIVE, SENSITIVE_TAKE } from '../views/grants-modal.ts';
import { decodeMember } from '../views/member-value.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { asView, deniedAnswer, deniedMessage } from '../window.ts';
import { grantsFormScreen, grantsScreen } from './grant-screens.ts';
import { personScreen } from './person-screen.ts';

/** Whose permissions the modal shows. */
const shownIn = ({ modal }: Click): string | undefined => decodeMember(modal?.metadata ?? '')?.membershipId;

const redrawn = (turn: Turn, membershipId: string | undefined, line: string): ClickAnswer => ({
  redraw: async () => asView(await grantsScreen(turn, membershipId, [line])),
  notice: textMessage(line),
});

/** One sensitive permission, given or taken after its confirm. */
const sensitive = (act: 'give' | 'take'): ClickDoor => ({
  may: 'grant',
  shows: 'here',
  run: async (turn, click) => {
    const { edge, asked, words } = turn;
    const membershipId = shownIn(click) ?? '';
    const result = await grantSensitive(edge.deps, asked, { membershipId, permissionId: click.value, act });
    if (result.ok) {
      const { member, permission } = result.value;
      const [name, person] = [words.pen.strong(permission), words.pen.say(personName(member))];
      return redrawn(
        turn,
        membershipId,
        act === 'give' ? `${person} has ${name} now.` : `${person} no longer has ${name}.`,
      );
    }
    const { refusal } = result;
    if (isDenied(refusal)) return { tell: deniedMessage({ refusal, words }) };
    return redrawn(turn, membershipId, wordGrantOrAct(refusal, words));
  },
});

const openForm = (filled: Parameters<typeof grantsFormScreen>[2]): ClickDoor => ({
  may: 'grant',
  shows: 'here',
  run: async (turn, { value }) => {
    const membershipId = decodeMember(value)?.membershipId ?? '';
    return { redraw: async () => asView(await grantsFormScreen(turn, membershipId, filled)) };
  },
});

export const grantClicks: Readonly<Record<string, ClickDoor>> = {
  [OPEN_GRANTS]: {
    may: 'grant',
    shows: 'window',
    next: 'list',
    run: (turn, { value }) => grantsScreen(turn, decodeMember(value)?.membershipId),
  },
  [GRANTS_CHOOSE]: openForm('as_it_is'),
  [GRANTS_TEMPLATE]: openForm({ kind: 'template', templateId: null, mode: 'add' }),
  [GRANTS_BACK]: {
    may: 'grant',
    shows: 'here',
    run: async (turn, { value }) => ({ redraw: async () => asView(await grantsScreen(turn, value)) }),
  },
  [SENSITIVE_GIVE]: sensitive('give'),
  [SENSITIVE_TAKE]: sensitive('take'),
};

/** First shows what changes, then does it: a choice that was changed since, or overtaken, is shown anew. */
export const submitGrants: SubmissionDoor = {
  may: 'grant',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const { membershipId, kind, reviewed } = decodeGrantsForm(view.private_metadata);
    const filled = readGrantsForm(kind, view.state.values);
    const wanted = wantedOf(filled);
    if (!wanted) return chooseTemplate(turn, membershipId, filled);
    const result = await changeGrants(edge.deps, asked, { membershipId, wanted, reviewed });
    if (!result.ok) {
      const { refusal } = result;
      if (isDenied(refusal)) return { view: asView(deniedAnswer({ refusal, words }, 'list')) };
      const problems = [wordGrantOrAct(refusal, words)];
      // Where the form has nobody any more to be about, the screen says so.
      return { view: asView(await grantsFormScreen(turn, membershipId, filled, { problems })) };
    }
    const outcome = result.value;
    if (outcome.state === 'review') {
      return { view: asView(await grantsFormScreen(turn, membershipId, filled, { review: outcome })) };
    }
    const person = words.pen.strong(personName(outcome.member));
    const line = outcome.state === 'same' ? `${person} has exactly this already.` : `${person} is up to date.`;
    const refresh = async () => asView(await personScreen(turn, membershipId));
    return { view: asView(await grantsScreen(turn, membershipId, [line])), refresh };
  },
};

const wantedOf = (filled: ReturnType<typeof readGrantsForm>): WantedGrants | undefined => {
  if (filled.kind === 'singles') return filled;
  const { templateId, mode } = filled;
  return templateId === null ? undefined : { kind: 'template', templateId, mode };
};

const chooseTemplate = (
  turn: Turn,
  membershipId: string,
  filled: ReturnType<typeof readGrantsForm>,
): SubmissionAnswer => ({
  errors: { [GRANT_FIELDS.template]: 'Choose a template.' },
  again: async () => asView(await grantsFormScreen(turn, membershipId, filled)),
});
