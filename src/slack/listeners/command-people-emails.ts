import type { PersonRef } from '../command-people.ts';
import type { Turn } from '../interaction.ts';
import { mention } from '../mrkdwn.ts';

/** Addresses of the people that a command named, and a line for each who could not be told. */
export const emailsOfPeople = async (
  { edge, words: { pen } }: Turn,
  people: readonly PersonRef[],
): Promise<{ readonly emails: readonly string[]; readonly untold: readonly string[] }> => {
  const emails: string[] = [];
  const untold: string[] = [];
  const found = await Promise.all(people.map((person) => emailOf(person, edge)));
  for (const [index, person] of people.entries()) {
    const email = found[index];
    if (email) emails.push(email);
    else if (person.kind === 'mention')
      untold.push(`${mention(person.userId)}: Slack shows no address. Type it instead.`);
    else
      untold.push(
        `“${pen.say(person.kind === 'text' ? person.text : person.email, 60)}” is not an address. Type the whole address, or @name.`,
      );
  }
  return { emails, untold };
};

const emailOf = async (person: PersonRef, edge: Turn['edge']): Promise<string | undefined> => {
  if (person.kind === 'email') return person.email;
  if (person.kind === 'text') return undefined;
  const known = await edge.deps.directory.findUser({ teamId: edge.teamId, userId: person.userId });
  return known?.email ?? undefined;
};
