import { type Connection, deliver } from './delivery.ts';
import { readerFor } from './directory.ts';
import { type Field, type Question, questionOf } from './find.ts';
import type { Block, Interactive } from './kit/blocks.ts';
import { type Action, blockActionsPayload, type Place } from './payloads.ts';
import type { Delivery, PersonRecord, StateValue, StateValues } from './records.ts';
import type { State } from './state.ts';
import { effortOf } from './tokens.ts';
import { initialValue } from './values.ts';

/** Where blocks are shown to a person who can act on them. */
export type Stage = {
  readonly state: State;
  readonly connection: () => Connection | undefined;
  readonly person: PersonRecord;
  /** Names the place in errors, such as `The modal "Invite"`. */
  readonly where: string;
  /** The blocks as they are now. @throws when they are no longer there */
  readonly blocks: () => readonly Block[];
  readonly values: () => StateValues;
  readonly keep: (values: StateValues) => void;
  readonly place: () => Place;
  /** Key of the text field that has the cursor: no click is needed to type there. */
  readonly focus: { key: string | undefined };
};

/** The answer to an element's question. @throws when it asks and the caller gave no answer, or the other way round */
export const ask = (
  stage: Stage,
  element: Interactive,
  label: string,
  confirm: boolean | undefined,
): Question | undefined => {
  const asked = 'confirm' in element ? element.confirm : undefined;
  if (!asked) {
    if (confirm !== undefined) throw new Error(`${stage.where}: [${label}] asks for no confirmation`);
    return undefined;
  }
  const question = questionOf(asked, readerFor(stage.state, stage.person));
  if (confirm === undefined)
    throw new Error(
      `${stage.where}: [${label}] asks "${question.title}: ${question.text} [${question.yes}] [${question.no}]"; pass confirm: true or false`,
    );
  effortOf(stage.state, stage.person.id).clicks += 1;
  return question;
};

/** Sends one block action. */
export const act = (stage: Stage, action: Action): Promise<Delivery> =>
  deliver(stage.state, stage.connection(), {
    kind: 'interaction',
    payload: blockActionsPayload(stage.state, stage.person, stage.place(), action),
  });

/** What a field holds now. */
export const heldBy = (stage: Stage, { block, element }: Pick<Field, 'block' | 'element'>): StateValue =>
  stage.values()[block.block_id ?? '']?.[element.action_id ?? ''] ?? initialValue(element);

export const keepValue = (
  stage: Stage,
  { block, element }: Pick<Field, 'block' | 'element'>,
  value: StateValue,
): void => {
  const values = stage.values();
  const blockId = block.block_id ?? '';
  stage.keep({ ...values, [blockId]: { ...values[blockId], [element.action_id ?? '']: value } });
};
