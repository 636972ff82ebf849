import type { Option } from '../../../support/workspace/kit/composition.ts';
import { TextOf } from '../mrkdwn.tsx';
import { type ElementProps, useField } from './place.ts';

const Described = ({ option }: { option: Option }) => (
  <span>
    <TextOf text={option.text} />
    {option.description && (
      <small>
        <TextOf text={option.description} />
      </small>
    )}
  </span>
);

export const RadioButtons = (props: ElementProps<'radio_buttons'>) => {
  const { block, element, labelledBy, describedBy } = props;
  const { value, choose } = useField(props);
  const chosen = value['selected_option'] as Option | null;
  return (
    <fieldset class="choices" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {element.options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={`${block.block_id}/${element.action_id}`}
            checked={chosen?.value === option.value}
            onChange={() => choose({ type: element.type, selected_option: option })}
          />
          <Described option={option} />
        </label>
      ))}
    </fieldset>
  );
};

export const Checkboxes = (props: ElementProps<'checkboxes'>) => {
  const { element, labelledBy, describedBy } = props;
  const { value, choose } = useField(props);
  const chosen = value['selected_options'] as Option[];
  const isChosen = (option: Option): boolean => chosen.some((one) => one.value === option.value);
  return (
    <fieldset class="choices" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {element.options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={isChosen(option)}
            onChange={() =>
              choose({
                type: element.type,
                selected_options: isChosen(option)
                  ? chosen.filter((one) => one.value !== option.value)
                  : [...chosen, option],
              })
            }
          />
          <Described option={option} />
        </label>
      ))}
    </fieldset>
  );
};
