import { useRef } from 'preact/hooks';
import { ownOptions } from '../../../support/workspace/options.ts';
import { type Pick, Picker } from './picker.tsx';
import { type ElementProps, useField } from './place.ts';

type Chosen = { readonly value: string; readonly text: { readonly text: string } };
type OptionTypes = 'multi_static_select' | 'external_select' | 'multi_external_select';

const asPick = (option: Chosen): Pick => ({ key: option.value, label: option.text.text });

// Slack asks for options from the third letter on unless the element says otherwise.
const LEAST = 3;

/** A menu of options: those of the element itself, or those that Usher offers for what is typed. */
export const OptionPicker = (props: ElementProps<OptionTypes>) => {
  const { element, labelledBy, describedBy, fieldId } = props;
  const { value, choose, at, entered, desk } = useField(props);
  const isMany = element.type.startsWith('multi_');
  const held = (isMany ? value['selected_options'] : [value['selected_option']].filter(Boolean)) as Chosen[];
  /** Those that Usher offered. */
  const loaded = useRef<readonly Chosen[]>([]);
  const load = async (query: string): Promise<Pick[]> => {
    if (element.type === 'multi_static_select')
      return ownOptions(element)
        .map(asPick)
        .filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()));
    const outcome = await desk.send({ do: 'load_options', ...at, entered: entered(), query });
    const options = outcome?.options ?? [];
    loaded.current = [...loaded.current, ...options];
    return options.map(asPick);
  };
  const onChange = (picks: readonly Pick[]): void => {
    // What is sent back is an option whole, as it was offered.
    const seen = new Map([...ownOptions(element), ...loaded.current, ...held].map((option) => [option.value, option]));
    const options = picks.flatMap(({ key }) => seen.get(key) ?? []);
    choose({
      type: element.type,
      ...(isMany ? { selected_options: options } : { selected_option: options[0] ?? null }),
    });
  };
  return (
    <Picker
      chosen={held.map(asPick)}
      isMany={isMany}
      most={'max_selected_items' in element ? element.max_selected_items : undefined}
      placeholder={element.placeholder?.text}
      least={element.type === 'multi_static_select' ? 0 : (element.min_query_length ?? LEAST)}
      load={load}
      onChange={onChange}
      fieldId={fieldId}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
};
