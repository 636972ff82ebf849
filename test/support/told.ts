import type { Person } from './workspace/person.ts';

/** The answer to a command in words: in its ack, or in a modal where a busy machine took longer than the ack waits. */
export const told = async (person: Person, command: string): Promise<string> => {
  const { text } = await person.types(command);
  return text || (await person.modal({ settled: true })).text();
};
