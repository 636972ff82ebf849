import type { Person } from '../support/workspace/person.ts';
import type { Workspace } from '../support/workspace/workspace.ts';

/** Begins to listen. What it gives reads all that this person, or whoever shares the screen, was told since: acks, modals, messages. */
export const listenTo = ({ deliveries, calls }: Pick<Workspace, 'deliveries' | 'calls'>, person: Person) => {
  const from = { deliveries: deliveries.length, calls: calls.length, ephemerals: person.ephemeralCount() };
  return (): string =>
    [
      ...deliveries.slice(from.deliveries).map(({ body }) => JSON.stringify(body)),
      ...calls
        .slice(from.calls)
        .flatMap(({ method, args }) => (/^(views|chat)\./.test(method) ? JSON.stringify(args) : [])),
      ...person.ephemerals({ from: from.ephemerals }).map(({ text }) => text),
    ].join('\n');
};
