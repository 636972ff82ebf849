import type { VNode } from 'preact';
import type { FormContext } from './form-context.ts';
import { PostForm } from './post-form.tsx';

/** For who asked not to be written to, and for nobody else: only they can take that back. */
export function AllowForm({
  invitationId,
  context,
}: {
  readonly invitationId: string;
  readonly context: FormContext;
}): VNode {
  return (
    <PostForm act="allow" invitationId={invitationId} context={context}>
      <button type="submit" class="quiet">
        You may write to me again
      </button>
    </PostForm>
  );
}
