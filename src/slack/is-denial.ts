import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { isAccessRefusal } from '../services/authorize.ts';

/** They may not act at all, or have to confirm first who they are: no business of the form that was sent. */
export const isDenial = (refusal: { readonly kind: string }): refusal is AccessRefusal | BindingProposal =>
  isAccessRefusal(refusal) || refusal.kind === 'not_bound_yet';
