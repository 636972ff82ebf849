import { useEffect, useRef, useState } from 'preact/hooks';
import type { Sight } from '../sight.ts';
import { Blocks } from './blocks/blocks.tsx';
import { useDesk } from './desk.ts';

type ModalSeen = Sight['modals'][number];

/** Covers the rest as long as it is open, and takes the keyboard. */
export const useModalDialog = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return dialog;
};

const FIRST_FIELD = '.modal-body :is([autofocus], input[type="text"], textarea)';

/** As in Slack, the cursor is in the first text field; also when it comes later than the window, and nobody has gone elsewhere. */
const useFirstFocus = (dialog: { readonly current: HTMLDialogElement | null }, hash: string): void => {
  useEffect(() => {
    const { activeElement } = document;
    const isElsewhere = activeElement?.closest('.modal-body, dialog footer');
    if (!isElsewhere) dialog.current?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
  }, [hash]);
};

/** The window on top; those below it wait until it is closed. */
export const Modal = ({ modal, below }: { modal: ModalSeen; below: ModalSeen | undefined }) => {
  const { sight, send, enteredAt } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const dialog = useModalDialog();
  useFirstFocus(dialog, modal.hash);
  const close = (all: boolean) => void send({ do: 'close', as: sight.me, view: modal.id, all });
  const submit = async (): Promise<void> => {
    setBusy(true);
    await send({ do: 'submit', as: sight.me, view: modal.id, entered: enteredAt(modal.id) });
    setBusy(false);
  };
  return (
    <dialog
      class="modal"
      ref={dialog}
      aria-labelledby="modal-title"
      aria-busy={isBusy}
      onCancel={(event) => {
        event.preventDefault();
        close(true);
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (modal.submit && !isBusy) void submit();
        }}
      >
        <header>
          <h2 id="modal-title">{modal.title.text}</h2>
          <button type="button" class="cross" aria-label="Close" onClick={() => close(true)}>
            ×
          </button>
        </header>
        <div class="modal-body">
          <Blocks
            blocks={modal.blocks}
            shown={{ place: { view: modal.id }, values: modal.values, errors: modal.errors }}
          />
        </div>
        <footer>
          <button type="button" class="button" onClick={() => close(false)}>
            {modal.close?.text ?? (below ? 'Back' : 'Cancel')}
          </button>
          {modal.submit && (
            <button type="submit" class="button primary" disabled={isBusy}>
              {isBusy ? 'One moment …' : modal.submit.text}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
};
