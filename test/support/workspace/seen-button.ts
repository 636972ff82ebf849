import { readerFor } from './directory.ts';
import { findButton, type Question, questionOf, type Row } from './find.ts';
import type { Stage } from './stage.ts';

/** A button, or an overflow option, as a person sees it. */
export type ButtonSeen = {
  readonly label: string;
  /** Text of the row it stands in. */
  readonly row: string;
  readonly actionId: string;
  readonly value: string | undefined;
  readonly url: string | undefined;
  readonly style: 'primary' | 'danger' | undefined;
  readonly accessibilityLabel: string | undefined;
  /** What it asks before it acts. */
  readonly question: Question | undefined;
};

export const seeButton = (stage: Stage, label: string | RegExp, row: Row | undefined): ButtonSeen => {
  const reader = readerFor(stage.state, stage.person);
  const { element, option, ...found } = findButton(stage.blocks(), reader, label, row, stage.where);
  const button = element.type === 'button' ? element : undefined;
  return {
    label: found.label,
    row: found.row,
    actionId: element.action_id ?? '',
    value: option?.value ?? button?.value,
    url: option?.url ?? button?.url,
    style: button?.style,
    accessibilityLabel: button?.accessibility_label,
    question: element.confirm && questionOf(element.confirm, reader),
  };
};
