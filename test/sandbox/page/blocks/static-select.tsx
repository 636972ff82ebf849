import type { Option } from '../../../support/workspace/kit/composition.ts';
import { withEmoji } from '../emoji.ts';
import { type ElementProps, useField } from './place.ts';

const Options = ({ options }: { options: readonly Option[] }) => (
  <>
    {options.map((option) => (
      <option key={option.value} value={option.value}>
        {withEmoji(option.text.text)}
        {option.description && ` – ${option.description.text}`}
      </option>
    ))}
  </>
);

export const StaticSelect = (props: ElementProps<'static_select'>) => {
  const { element, block, labelledBy, describedBy, fieldId } = props;
  const { value, choose } = useField(props);
  const chosen = value['selected_option'] as Option | null;
  const offered = element.options ?? element.option_groups?.flatMap(({ options }) => options) ?? [];
  const isRequired = block.type === 'input' && !block.optional;
  return (
    <select
      id={fieldId}
      aria-labelledby={labelledBy}
      aria-label={labelledBy ? undefined : (element.placeholder?.text ?? 'Choose')}
      aria-describedby={describedBy}
      value={chosen?.value ?? ''}
      onChange={({ currentTarget }) =>
        choose({
          type: element.type,
          selected_option: offered.find((option) => option.value === currentTarget.value) ?? null,
        })
      }
    >
      {!(isRequired && chosen) && <option value="">{element.placeholder?.text ?? 'Choose an option'}</option>}
      {element.options && <Options options={element.options} />}
      {element.option_groups?.map((group) => (
        <optgroup key={group.label.text} label={group.label.text}>
          <Options options={group.options} />
        </optgroup>
      ))}
    </select>
  );
};
