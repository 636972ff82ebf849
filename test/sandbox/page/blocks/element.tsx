import type { Block, Interactive } from '../../../support/workspace/kit/blocks.ts';
import { Button } from './buttons.tsx';
import { Checkboxes, RadioButtons } from './choices.tsx';
import { FileField } from './file-field.tsx';
import { MomentField } from './moments.tsx';
import { NamedPicker } from './named-picker.tsx';
import { OptionPicker } from './option-picker.tsx';
import { Overflow } from './overflow.tsx';
import type { Shown } from './place.ts';
import { StaticSelect } from './static-select.tsx';
import { TextField } from './text-field.tsx';

type Props = {
  readonly block: Block;
  readonly element: Interactive;
  readonly shown: Shown;
  readonly labelledBy?: string;
  readonly describedBy?: string | undefined;
  readonly fieldId?: string;
};

/** One thing that can be acted on. */
export const Element = ({ element, ...props }: Props) => {
  switch (element.type) {
    case 'button':
      return <Button element={element} {...props} />;
    case 'overflow':
      return <Overflow element={element} {...props} />;
    case 'static_select':
      return <StaticSelect element={element} {...props} />;
    case 'multi_static_select':
    case 'external_select':
    case 'multi_external_select':
      return <OptionPicker element={element} {...props} />;
    case 'users_select':
    case 'multi_users_select':
    case 'channels_select':
    case 'multi_channels_select':
    case 'conversations_select':
    case 'multi_conversations_select':
      return <NamedPicker element={element} {...props} />;
    case 'radio_buttons':
      return <RadioButtons element={element} {...props} />;
    case 'checkboxes':
      return <Checkboxes element={element} {...props} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <MomentField element={element} {...props} />;
    case 'file_input':
      return <FileField element={element} {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return <TextField element={element} {...props} />;
  }
};
