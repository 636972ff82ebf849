import type { ComponentChildren } from 'preact';
import { useDesk, useTour } from './desk.ts';
import { useSteps } from './use-steps.ts';

/** A command that a click puts into the field below, for whoever does not want to type it. */
const Try = ({ text }: { text: string }) => {
  const { propose } = useTour();
  return (
    <button type="button" class="try" title="Puts it into the field below" onClick={() => propose(text)}>
      {text}
    </button>
  );
};

const GoTo = ({ place, children }: { place: string; children: ComponentChildren }) => {
  const { go } = useTour();
  return (
    <button type="button" class="try" onClick={() => go(place)}>
      {children}
    </button>
  );
};

const ActAs = ({ name }: { name: string }) => {
  const { sight } = useDesk();
  const { actAs } = useTour();
  const person = sight.people.find(({ fullName }) => fullName.startsWith(`${name} `));
  return (
    <button type="button" class="try" onClick={() => person && actAs(person.id)}>
      {name}
    </button>
  );
};

const Step = ({ isDone, isNow, children }: { isDone: boolean; isNow: boolean; children: ComponentChildren }) => (
  <li class={isDone ? 'done' : isNow ? 'now' : ''} aria-current={isNow ? 'step' : undefined}>
    {isDone && <span class="unseen">Done: </span>}
    {children}
  </li>
);

const MoreToTry = () => (
  <p>
    <strong>Then:</strong> <Try text="/members pending" /> shows who has not answered, <Try text="/members list" />{' '}
    everybody, <Try text="/members help" /> all that can be typed. Act as <ActAs name="Mira" />, whose invitation came
    in Slack, or as <ActAs name="Nell" />, who has none. Move the clock by a day, and see what runs out.
  </p>
);

/** What to try first, with what is done of it. It stays until it is closed. */
export const FirstHint = ({ close }: { close: () => void }) => {
  const { sight } = useDesk();
  const me = sight.people.find(({ id }) => id === sight.me);
  const { done, channel } = useSteps();
  const now = done.indexOf(false);
  const step = (index: number) => ({ isDone: done[index] ?? false, isNow: index === now });
  return (
    <aside class="first-hint" aria-label="What to try">
      <div>
        <h2>What to try</h2>
        <button type="button" class="cross" aria-label="Close the hint" onClick={close}>
          ×
        </button>
      </div>
      <p>
        You are {me?.fullName} ({me?.standing}) in a small Slack with Usher in it. All of it is made up, on this
        machine, and gone when the sandbox ends.
        {me && !me.standing.startsWith('Admin') && (
          <>
            {' '}
            Only admins invite: be <ActAs name="Ada" /> again for the next step.
          </>
        )}
      </p>
      <ol>
        <Step {...step(0)}>
          Invite somebody: <Try text="/members invite you@example.net in Sales" /> Send it by Enter, and press{' '}
          <em>Invite</em> in the form.
        </Step>
        <Step {...step(1)}>
          Read their mail in the <GoTo place="inbox">Inbox</GoTo>.
        </Step>
        <Step {...step(2)}>
          Be them: follow <em>Open the invitation</em> in the mail, and accept.
        </Step>
        <Step {...step(3)}>
          See them join, in <GoTo place={channel.id}>#{channel.name}</GoTo> and in your{' '}
          <GoTo place={sight.direct}>messages with Usher</GoTo>.
        </Step>
      </ol>
      <MoreToTry />
    </aside>
  );
};
