import { z } from 'zod';
import { checkName } from '../domain/person-name.ts';
import type { AcceptedNames, NameRefusals, OpenInvitation } from './invitation-pages.ts';

/** What was typed, kept as it was so that a page with errors shows it again. */
export type TypedNames = { readonly firstName: string; readonly lastName: string };

const nameFields = z.object({ firstName: z.string().catch(''), lastName: z.string().catch('') });

export type ReadNames =
  | { readonly ok: true; readonly names: AcceptedNames; readonly typed: TypedNames }
  | { readonly ok: false; readonly refusals: NameRefusals; readonly typed: TypedNames };

/** Reads the names that the invitation lacks. A field that the page did not ask for is not read, whatever is sent. */
export function readNames(body: unknown, invitation: OpenInvitation): ReadNames {
  const typed = nameFields.parse(body);
  const first = invitation.firstName === null ? checkName(typed.firstName) : null;
  const last = invitation.lastName === null ? checkName(typed.lastName) : null;
  if (first?.ok === false || last?.ok === false) {
    const refusals = {
      ...(first?.ok === false && { firstName: first.refusal }),
      ...(last?.ok === false && { lastName: last.refusal }),
    };
    return { ok: false, refusals, typed };
  }
  return { ok: true, names: { firstName: first?.value ?? null, lastName: last?.value ?? null }, typed };
}
