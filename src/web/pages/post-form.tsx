import type { ComponentChildren, VNode } from 'preact';
import type { InvitationAct } from '../paths.ts';
import type { FormContext } from './form-context.ts';

type PostFormProps = {
  readonly act: InvitationAct;
  readonly invitationId: string;
  readonly context: FormContext;
  readonly children: ComponentChildren;
};

/** A form of an invitation. The browser's own checks are off: ours speak plainer, and stand beside the field. */
export function PostForm({ act, invitationId, context, children }: PostFormProps): VNode {
  return (
    <form method="post" action={context.paths.act(invitationId, act)} noValidate>
      <input type="hidden" name="form" value={context.formToken} />
      {children}
    </form>
  );
}
