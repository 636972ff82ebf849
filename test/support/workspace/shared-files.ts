import { nowOf, type State } from './state.ts';

export type FileToUpload = { readonly name: string; readonly content: string | Buffer; readonly mimetype?: string };

/** Keeps a file of a person, and gives it as Slack describes it: in a form, in an event, by `files.info`. */
export const keepFile = (
  state: State,
  person: { readonly id: string; readonly teamId: string },
  { name, content: given, mimetype = 'text/csv' }: FileToUpload,
) => {
  const content = Buffer.from(given);
  const id = state.ids.next('F');
  const url = `${state.origin}/files/${id}/${encodeURIComponent(name)}`;
  const object = {
    id,
    created: Math.floor(nowOf(state) / 1000),
    name,
    title: name,
    mimetype,
    filetype: name.split('.').at(-1) ?? '',
    size: content.length,
    user: person.id,
    user_team: person.teamId,
    url_private: url,
    url_private_download: `${url}?download=1`,
    permalink: url,
  };
  state.files.set(id, content);
  state.fileObjects.set(id, object);
  return object;
};
