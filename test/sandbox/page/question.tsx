import type { Confirm } from '../../support/workspace/kit/composition.ts';
import { useModalDialog } from './modal.tsx';
import { TextOf } from './mrkdwn.tsx';

type QuestionProps = { readonly asked: Confirm; readonly yes: () => void; readonly no: () => void };

/** What a button asks before it acts. */
export const Question = ({ asked, yes, no }: QuestionProps) => (
  <dialog
    class="question"
    ref={useModalDialog()}
    aria-labelledby="question-title"
    onCancel={(event) => {
      event.preventDefault();
      no();
    }}
  >
    <h2 id="question-title">{asked.title?.text ?? 'Are you sure?'}</h2>
    <p>
      <TextOf text={asked.text} />
    </p>
    <footer>
      <button type="button" class="button" onClick={no}>
        {asked.deny?.text ?? 'Cancel'}
      </button>
      <button type="button" class={`button ${asked.style ?? 'primary'}`} onClick={yes}>
        {asked.confirm?.text ?? 'Yes'}
      </button>
    </footer>
  </dialog>
);
