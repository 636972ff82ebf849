import type { AccessRefusal, BindingProposal } from '../domain/refusal.ts';
import { isAccessRefusal } from '../services/authorize.ts';

/** Whoever may not at all, as against an act that is refused for a reason of its own. */
export const isDenied = (refusal: { readonly kind: string }): refusal is AccessRefusal | BindingProposal =>
  refusal.kind === 'not_bound_yet' || isAccessRefusal(refusal);
