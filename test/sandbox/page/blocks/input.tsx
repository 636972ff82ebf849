import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { InputBlock } from '../../../support/workspace/kit/blocks.ts';
import { Element } from './element.tsx';
import type { Shown } from './place.ts';

type LabelProps = {
  readonly id: string;
  readonly element: InputBlock['element'];
  readonly children: ComponentChildren;
};

/** Several boxes to tick are a group, which has a name but no field to point to. */
const Label = ({ id, element, children }: LabelProps) =>
  element.type === 'radio_buttons' || element.type === 'checkboxes' ? (
    <span class="label" id={`${id}-label`}>
      {children}
    </span>
  ) : (
    <label class="label" id={`${id}-label`} for={`${id}-field`}>
      {children}
    </label>
  );

export const Input = ({ block, shown }: { block: InputBlock; shown: Shown }) => {
  const id = useId();
  const error = shown.errors?.[block.block_id ?? ''];
  const notes = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'input wrong' : 'input'}>
      <Label id={id} element={block.element}>
        {block.label.text}
        {block.optional && <span class="optional"> (optional)</span>}
      </Label>
      <Element
        block={block}
        element={block.element}
        shown={shown}
        fieldId={`${id}-field`}
        labelledBy={`${id}-label`}
        describedBy={notes || undefined}
      />
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {block.hint && (
        <p class="hint" id={`${id}-hint`}>
          {block.hint.text}
        </p>
      )}
    </div>
  );
};
