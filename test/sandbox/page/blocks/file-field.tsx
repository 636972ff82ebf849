import { type ElementProps, useField } from './place.ts';

export const FileField = (props: ElementProps<'file_input'>) => {
  const { element, labelledBy, describedBy, fieldId } = props;
  const { value, at, entered, desk } = useField(props);
  const chosen = (value['files'] as { id: string; name: string }[] | undefined) ?? [];
  return (
    <>
      <input
        type="file"
        id={fieldId}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        accept={element.filetypes?.map((type) => `.${type}`).join(',')}
        multiple={(element.max_files ?? 10) > 1}
        onChange={async ({ currentTarget }) => {
          const files = await Promise.all(
            [...(currentTarget.files ?? [])].map(async (file) => ({ name: file.name, content: await file.text() })),
          );
          void desk.send({ do: 'choose_files', ...at, entered: entered(), files });
        }}
      />
      {chosen.map(({ id, name }) => (
        <p class="chip" key={id}>
          {name}
        </p>
      ))}
    </>
  );
};
