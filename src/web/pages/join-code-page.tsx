import type { VNode } from 'preact';
import { momentText } from '../../domain/moment-text.ts';
import type { CodeProblems, CodeView } from '../join-pages.ts';
import type { Paths } from '../paths.ts';
import { nameRefusalText } from './name-fields.tsx';
import { renderPage } from './page-frame.tsx';

type Waiting = Extract<CodeView, { readonly state: 'waiting' }>;
type CodePlace = { readonly paths: Paths; readonly token: string; readonly codeId: string };

type CodeField = {
  readonly key: 'code' | 'firstName' | 'lastName';
  readonly id: string;
  readonly label: string;
  readonly attributes: Readonly<Record<string, string>>;
};

const FIELDS: readonly CodeField[] = [
  {
    key: 'code',
    id: 'code',
    label: 'Code from the mail',
    attributes: { autocomplete: 'one-time-code', inputmode: 'numeric' },
  },
  {
    key: 'firstName',
    id: 'first-name',
    label: 'First name',
    attributes: { autocomplete: 'given-name', autocapitalize: 'words' },
  },
  {
    key: 'lastName',
    id: 'last-name',
    label: 'Last name',
    attributes: { autocomplete: 'family-name', autocapitalize: 'words' },
  },
];

/** Where the code is typed, with the names that colleagues will see. The same for every address, whoever has it. */
export function joinCodePage(view: Waiting, { paths, token, codeId }: CodePlace, problems?: CodeProblems): string {
  const { organizationName, address, until, zone } = view;
  return renderPage({
    paths,
    organizationName,
    heading: 'Look into your mail',
    hasProblems: problems !== undefined,
    children: (
      <>
        {problems && <Summary problems={problems} />}
        <p>
          We have mailed a code to {address}. It works once, until {momentText(until, zone)}.
        </p>
        <form method="post" action={paths.join(token, codeId)} noValidate>
          {FIELDS.map((field) => (
            <Field field={field} problems={problems} />
          ))}
          <p class="hint">Your colleagues will see your name.</p>
          <button type="submit">Join</button>
        </form>
        <section aria-labelledby="no-mail-title">
          <h2 id="no-mail-title">No mail?</h2>
          <p>
            It may take a minute, or lie in the spam folder. Was the address mistyped?{' '}
            <a href={paths.join(token)}>Type it again</a>.
          </p>
          <p>
            To addresses that asked not to be written to we mail nothing: take that back by the link in the last mail
            first.
          </p>
        </section>
      </>
    ),
  });
}

function Field({ field, problems }: { readonly field: CodeField; readonly problems: CodeProblems | undefined }): VNode {
  const { key, id, label, attributes } = field;
  const problem = problems && problemText(field, problems);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {problem && (
        <span class="error" id={`${id}-error`}>
          {problem}
        </span>
      )}
      <input
        type="text"
        id={id}
        name={key}
        value={key === 'code' ? '' : (problems?.typed[key] ?? '')}
        spellcheck={false}
        required
        {...attributes}
        {...(problem && { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-error` })}
      />
    </div>
  );
}

function Summary({ problems }: { readonly problems: CodeProblems }): VNode {
  return (
    <div class="problem" role="alert" aria-labelledby="problem-title">
      <h2 id="problem-title">Please check what you typed</h2>
      <ul>
        {FIELDS.map((field) => {
          const text = problemText(field, problems);
          return (
            text && (
              <li>
                <a href={`#${field.id}`}>{text}</a>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function problemText({ key, label }: CodeField, problems: CodeProblems): string | undefined {
  if (key !== 'code') {
    const refusal = problems[key];
    return refusal && nameRefusalText(refusal, label);
  }
  const { code } = problems;
  if (!code) return undefined;
  if (code.kind === 'code_missing') return 'Type the six digits from the mail.';
  const tries = code.attemptsLeft === 1 ? 'one more try' : `${code.attemptsLeft} more tries`;
  return `This is not the code in our mail. You have ${tries}.`;
}
