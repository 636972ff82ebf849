import { DateTime } from 'luxon';
import { type ElementProps, useField } from './place.ts';

const FORMAT = "yyyy-MM-dd'T'HH:mm";

/** A day, a time, or both; a moment is chosen in the zone of whoever looks. */
export const MomentField = (props: ElementProps<'datepicker' | 'timepicker' | 'datetimepicker'>) => {
  const { element, labelledBy, describedBy, fieldId } = props;
  const { value, choose, desk } = useField(props);
  const { zone } = desk.sight;
  const label = labelledBy ? {} : { 'aria-label': 'placeholder' in element ? element.placeholder?.text : 'Date' };
  const shared = { id: fieldId, 'aria-labelledby': labelledBy, 'aria-describedby': describedBy, ...label };
  if (element.type === 'datetimepicker') {
    const seconds = value['selected_date_time'] as number | null;
    return (
      <input
        type="datetime-local"
        {...shared}
        value={seconds === null ? '' : DateTime.fromSeconds(seconds, { zone }).toFormat(FORMAT)}
        onChange={({ currentTarget }) => {
          const at = DateTime.fromFormat(currentTarget.value, FORMAT, { zone });
          choose({ type: element.type, selected_date_time: at.isValid ? at.toSeconds() : null });
        }}
      />
    );
  }
  const key = element.type === 'datepicker' ? 'selected_date' : 'selected_time';
  return (
    <input
      type={element.type === 'datepicker' ? 'date' : 'time'}
      {...shared}
      value={(value[key] as string | null) ?? ''}
      onChange={({ currentTarget }) => choose({ type: element.type, [key]: currentTarget.value || null })}
    />
  );
};
