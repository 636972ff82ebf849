import { answer, jsonArg, type Method, refuse, textArg } from '../answer.ts';
import { directOf, targetOf } from '../conversations.ts';
import { post } from '../messages.ts';
import type { State } from '../state.ts';

export const filesInfo: Method = (args, state) => {
  const file = state.fileObjects.get(textArg(args, 'file') ?? '');
  return file ? answer({ file }) : refuse('file_not_found');
};

/** Takes the announcement of a file and gives a place to send it to; the place itself is the permission. */
export const filesGetUploadUrlExternal: Method = (args, state) => {
  const name = textArg(args, 'filename') ?? '';
  const length = Number(textArg(args, 'length'));
  if (name === '' || !Number.isInteger(length) || length < 1) return refuse('missing_argument');
  if (length > state.uploadLimit) return refuse('file_upload_size_restricted');
  const id = state.ids.next('F');
  state.uploads.set(id, { name, length, content: undefined, shared: false });
  return answer({ file_id: id, upload_url: `${state.origin}/upload/${id}/${state.ids.secret()}` });
};

/** A file of another length than announced is not taken. Resolves with whether it was. */
export const takeUpload = (state: State, id: string, content: Buffer): boolean => {
  const upload = state.uploads.get(id);
  if (!upload || upload.length !== content.length) return false;
  upload.content = content;
  return true;
};

const isDirect = (state: State, channel: string): boolean => state.directs.has(channel);

/** Shares what was uploaded: in a channel or DM that is known by its id, as a message with the comment. */
export const filesCompleteUploadExternal: Method = (args, state) => {
  const files = jsonArg(args, 'files');
  if (files === 'broken' || !Array.isArray(files.value)) return refuse('invalid_arguments');
  const listed = files.value as { id: string; title?: string }[];
  const channel = textArg(args, 'channel_id');
  const target = channel !== undefined && (isDirect(state, channel) || state.channels.has(channel));
  if (channel !== undefined && !target) return refuse('channel_not_found');
  const found = channel === undefined ? undefined : targetOf(state, channel);
  if (found && !found.ok) return refuse(found.error);
  if (listed.some(({ id }) => !state.uploads.get(id)?.content)) return refuse('file_not_found');
  for (const { id, title } of listed) {
    const upload = state.uploads.get(id);
    if (upload)
      Object.assign(upload, {
        shared: true,
        title: title ?? upload.name,
        channel: found?.ok ? found.channel : undefined,
      });
  }
  if (found?.ok) {
    const text = textArg(args, 'initial_comment') ?? '';
    post(state, { text, blocks: undefined, attachments: undefined, metadata: undefined }, { channel: found.channel });
  }
  return answer({ files: listed.map(({ id, title }) => ({ id, title: title ?? null })) });
};

/** A file that somebody sees. */
export type SeenFile = { readonly id: string; readonly name: string; readonly title: string; readonly text: string };

/** Files that were shared in the DM of a person, oldest first. */
export const filesOf = (state: State, userId: string): SeenFile[] =>
  [...state.uploads].flatMap(([id, { name, title, content, channel }]) =>
    channel === directOf(state, userId) && content
      ? [{ id, name, title: title ?? name, text: content.toString('utf8') }]
      : [],
  );
