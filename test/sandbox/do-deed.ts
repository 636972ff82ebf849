import type { Usher } from '../support/usher.ts';
import { post } from '../support/workspace/messages.ts';
import { openedModal, stageOfView } from '../support/workspace/modal.ts';
import { personHandle } from '../support/workspace/person.ts';
import type { PersonRecord } from '../support/workspace/records.ts';
import { submit } from '../support/workspace/submit.ts';
import { clickElement, enterValue, keepEntered, loadOptions, takeFiles, viewOf } from './act-on-blocks.ts';
import type { Deed, DeedOf, Outcome } from './deeds.ts';
import type { Faults } from './faults.ts';
import { canRead } from './look.ts';
import { NotPossible } from './not-possible.ts';

/** Does what somebody asked for in the browser, by what the tests act with: real requests to Usher, signed as Slack signs them. */
export const doDeed = async (usher: Usher, faults: Faults, deed: Deed): Promise<Outcome> => {
  switch (deed.do) {
    case 'move_clock':
      return moveClock(usher, deed.by);
    case 'switch_fault':
      await faults.turn(deed.fault, deed.isOn);
      return {};
    case 'archive':
      return archive(usher, deed);
    default:
      return actAs(usher, personOf(usher, deed.as), deed);
  }
};

/** Somebody to act as. @throws when there is no such person, or it is a bot */
export const personOf = (usher: Usher, id: string): PersonRecord => {
  const person = usher.workspace.context.state.people.get(id);
  if (!person || person.isBot || person.deleted) throw new NotPossible('There is no such person to act as.');
  return person;
};

type PersonalDeed = Exclude<Deed, { do: 'move_clock' | 'switch_fault' | 'archive' }>;

const actAs = async ({ workspace }: Usher, person: PersonRecord, deed: PersonalDeed): Promise<Outcome> => {
  const { context } = workspace;
  const handle = personHandle(context, person);
  switch (deed.do) {
    case 'type':
      return type(workspace, person, deed);
    case 'click':
      return clickElement(context, person, deed);
    case 'enter':
      return enterValue(context, person, deed);
    case 'load_options':
      return loadOptions(context, person, deed);
    case 'choose_files':
      return takeFiles(context, person, deed);
    case 'submit': {
      const view = viewOf(context, person, deed.view);
      const stage = stageOfView(context, person, view);
      keepEntered(stage, deed.entered);
      const { trouble } = await submit(stage, view);
      return trouble === undefined ? {} : { trouble };
    }
    case 'close':
      await openedModal(context, person, viewOf(context, person, deed.view)).close({ all: deed.all });
      return {};
    case 'open_home':
      await handle.opensHome();
      return {};
    case 'use_shortcut':
      await handle.uses(deed.shortcut);
      return {};
    case 'drop_file':
      await handle.drops(deed.file);
      return {};
  }
};

/** A command goes to Usher; anything else is said to whoever reads along. */
const type = async (workspace: Usher['workspace'], person: PersonRecord, deed: DeedOf<'type'>): Promise<Outcome> => {
  const { context } = workspace;
  const channel = context.state.channels.get(deed.in);
  const isDirect = context.state.directs.get(deed.in) === person.id || deed.in === personHandle(context, person).direct;
  if (!isDirect && !(channel && canRead(channel, person))) throw new NotPossible('There is no such conversation.');
  if (deed.text.startsWith('/')) {
    await personHandle(context, person).types(deed.text, { in: { id: deed.in }, atOnce: true });
    return {};
  }
  if (channel?.isArchived) throw new NotPossible('This channel is archived.');
  const text = deed.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const content = { text, blocks: undefined, attachments: undefined, metadata: undefined };
  post(context.state, content, { channel: deed.in, user: person.id });
  return {};
};

/** What waits for its time in the queue waits by the machine's clock: it comes nearer by as much. */
const moveClock = async (usher: Usher, step: DeedOf<'move_clock'>['by']): Promise<Outcome> => {
  await usher.advance(`1 ${step}`);
  await usher.query(
    `UPDATE graphile_worker._private_jobs SET run_at = run_at - $1::interval WHERE run_at > now() AND locked_at IS NULL`,
    [`1 ${step}`],
  );
  return {};
};

const archive = ({ workspace }: Usher, { channel, isArchived }: DeedOf<'archive'>): Outcome => {
  const record = workspace.context.state.channels.get(channel);
  if (!record) throw new NotPossible('There is no such channel.');
  record.isArchived = isArchived;
  return {};
};
