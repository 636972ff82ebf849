import type { VNode } from 'preact';
import type { NameRefusal } from '../../domain/person-name.ts';
import type { NameRefusals, OpenInvitation } from '../invitation-pages.ts';
import type { TypedNames } from '../name-form.ts';

type NameField = {
  readonly key: 'firstName' | 'lastName';
  readonly id: string;
  readonly label: string;
  readonly autocomplete: 'given-name' | 'family-name';
};

const FIELDS: readonly NameField[] = [
  { key: 'firstName', id: 'first-name', label: 'First name', autocomplete: 'given-name' },
  { key: 'lastName', id: 'last-name', label: 'Last name', autocomplete: 'family-name' },
];

/** A form that came back: why, and what was typed. */
export type NameProblems = { readonly refusals: NameRefusals; readonly typed: TypedNames };

/** Only the names that the invitation lacks. */
export function NameFields({
  view,
  problems,
}: {
  readonly view: OpenInvitation;
  readonly problems?: NameProblems;
}): VNode {
  return (
    <>
      {FIELDS.filter(({ key }) => view[key] === null).map(({ key, id, label, autocomplete }) => {
        const refusal = problems?.refusals[key];
        return (
          <div class="field">
            <label for={id}>{label}</label>
            {refusal && (
              <span class="error" id={`${id}-error`}>
                {nameRefusalText(refusal, label)}
              </span>
            )}
            <input
              type="text"
              id={id}
              name={key}
              value={problems?.typed[key] ?? ''}
              autocomplete={autocomplete}
              autocapitalize="words"
              spellcheck={false}
              required
              {...(refusal && { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-error` })}
            />
          </div>
        );
      })}
    </>
  );
}

/** All problems at the top, each leading to its field. */
export function ProblemSummary({ problems }: { readonly problems: NameProblems }): VNode {
  return (
    <div class="problem" role="alert" aria-labelledby="problem-title">
      <h2 id="problem-title">Please check your name</h2>
      <ul>
        {FIELDS.map(({ key, id, label }) => {
          const refusal = problems.refusals[key];
          return (
            refusal && (
              <li>
                <a href={`#${id}`}>{nameRefusalText(refusal, label)}</a>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

export function nameRefusalText(refusal: NameRefusal, label: string): string {
  switch (refusal.kind) {
    case 'name_missing':
      return `Type your ${label.toLowerCase()}.`;
    case 'name_too_long':
      return `Shorten your ${label.toLowerCase()} to ${refusal.max} characters.`;
    case 'name_has_link':
      return `Leave “${refusal.found}” out of your ${label.toLowerCase()}: it reads as a web address.`;
  }
}
