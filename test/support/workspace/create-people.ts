import type { Person, PersonChanges } from './person.ts';
import { type Context, personHandle } from './person.ts';
import type { PersonRecord } from './records.ts';
import { nowOf, type State } from './state.ts';

/** What is known of a new person; everything has a default. `email: ''` makes one without an address. */
export type NewPerson = PersonChanges;

const freeName = (state: State, wanted: string): string => {
  const taken = new Set([...state.people.values()].map((person) => person.name));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`;
};

const handleFrom = (firstName: string): string => firstName.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '') || 'person';

/** Adds somebody to the workspace; nobody is told. */
export const createPerson = (context: Context, given: NewPerson = {}): Person => {
  const { state } = context;
  const id = state.ids.next('U');
  const firstName = given.firstName ?? 'Pat';
  const name = given.name ?? freeName(state, handleFrom(firstName));
  const record: PersonRecord = {
    id,
    teamId: state.team.id,
    name,
    firstName,
    lastName: 'Example',
    displayName: '',
    email: `${name}@example.com`,
    image: `https://avatars.example.com/${id}.png`,
    tz: state.zone,
    isAdmin: false,
    isOwner: false,
    isBot: false,
    deleted: false,
    isRestricted: false,
    isUltraRestricted: false,
    isStranger: false,
    isEmailConfirmed: true,
    ...given,
    updated: Math.floor(nowOf(state) / 1000),
  };
  state.people.set(id, record);
  return personHandle(context, record);
};

/** Another app's bot user: it has no address. */
export const createBot = (context: Context, given: NewPerson = {}): Person =>
  createPerson(context, { firstName: 'Robot', lastName: '', email: '', isBot: true, ...given });

/** Somebody of another team who is seen through Slack Connect. */
export const createStranger = (context: Context, given: NewPerson = {}): Person =>
  createPerson(context, {
    firstName: 'Sam',
    lastName: 'Stranger',
    teamId: context.state.ids.next('T'),
    isStranger: true,
    ...given,
  });
