import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clickDoors, submissionDoors } from '../../src/slack/listeners/register-listeners.ts';
import type { Person } from '../support/workspace/person.ts';
import { changedTables, readContent } from './database-content.ts';
import type { Door, DoorStage } from './door.ts';
import { setStage } from './door-stage.ts';
import { type ExampleOrg, startExampleOrg } from './example-org.ts';
import { overtake } from './overtake.ts';
import { type StaleAnswer, staleAnswers } from './stale-answers.ts';
import { listenTo } from './told-since.ts';

const ids = [...new Set([...Object.keys(clickDoors), ...Object.keys(submissionDoors)])].sort();
/** Where JSON is told inside of JSON, its quotes are escaped. */
const readable = (told: string): string => told.replaceAll('\\"', '"');

let org: ExampleOrg;
let stage: DoorStage;
let doors: Map<string, Door>;

beforeAll(async () => {
  org = await startExampleOrg();
  const set = await setStage(org);
  stage = set;
  doors = new Map((await set.open()).map((door) => [door.id, door]));
  await org.quiet();
  await overtake(org);
  // Their triggers are of before: as if the click came at once.
  org.workspace.advance(-3_600_000);
  await org.quiet();
}, 120_000);

afterAll(() => org.close());

const presserOf = ({ by }: StaleAnswer): Person => (by ? stage[by] : org.ada);

/** Presses what was made before everything changed, and resolves with what is answered. */
const press = async (door: Door, person: Person, says: RegExp): Promise<string> => {
  const toldSince = listenTo(org.workspace, person);
  await door.enter(person);
  const deadline = Date.now() + 30_000;
  for (;;) {
    const told = readable(toldSince());
    if (says.test(told) || Date.now() > deadline) return told;
    await sleep(5);
  }
};

describe('everything that was shown before the world changed', () => {
  it('is in the table', () => {
    expect(Object.keys(staleAnswers).sort()).toEqual(ids);
    expect(ids.filter((id) => !doors.has(id))).toEqual([]);
  });

  it.each(ids)('%s says what is true now, and changes nothing that it should not', async (id) => {
    const [door, answer] = [doors.get(id), staleAnswers[id]];
    if (!door || !answer) throw new Error(`Nobody presses ${id}`);
    const before = await readContent(org.query);
    const told = await press(door, presserOf(answer), answer.says);
    expect(told).toMatch(answer.says);
    expect(told).not.toMatch(/Something went wrong/);
    // What says the same may have been told of the door before: until nothing is answered any more, nobody goes on to the next one.
    await (answer.works ? org.quiet() : org.workspace.settled({ quietMs: 30 }));
    const changed = changedTables(before, await readContent(org.query));
    expect(changed.filter((table) => !answer.writes?.includes(table))).toEqual([]);
  });
});
