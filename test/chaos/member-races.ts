import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { changeRole } from '../../src/services/change-role.ts';
import { deactivateMember, removeMember } from '../../src/services/end-membership.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { undo } from '../../src/services/undo.ts';
import type { Arena, Fighter } from './arena.ts';
import type { Tally } from './run.ts';

type Round = (number: number) => Promise<{ readonly outcome: string; readonly violation?: string | undefined }>;

const play = async (rounds: number, round: Round): Promise<Tally> => {
  const seen: Record<string, number> = {};
  const violations: string[] = [];
  for (let number = 0; number < rounds; number += 1) {
    const { outcome, violation } = await round(number);
    seen[outcome] = (seen[outcome] ?? 0) + 1;
    if (violation) violations.push(`round ${number}: ${violation} (${outcome})`);
  }
  return { rounds, seen, violations };
};

type Outcome =
  | { readonly ok: true; readonly value: object }
  | { readonly ok: false; readonly refusal: { readonly kind: string } };
const wordOf = (result: Outcome, done: string): string => (result.ok ? done : result.refusal.kind);

// Whoever starts first wins nearly always: the start is shifted to and fro.
const together = <A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> =>
  Promise.all([sleep(Math.random() * 4).then(first), sleep(Math.random() * 4).then(second)]);

const end = { issued: 'take_over', number: null } as const;

const versionOf = async ({ query }: Arena, { membershipId }: Fighter): Promise<number> =>
  (await query<{ version: number }>('SELECT version FROM membership WHERE id = $1', [membershipId]))[0]?.version ?? 0;

const activeAdmins = async ({ query }: Arena): Promise<number> => {
  const sql = `SELECT count(*)::int AS count FROM membership m JOIN role r ON r.id = m.role_id WHERE m.status = 'ACTIVE' AND r.is_admin`;
  return (await query<{ count: number }>(sql))[0]?.count ?? 0;
};

const acts = ['demote', 'deactivate', 'remove'] as const;
const pairs = acts.flatMap((one) => acts.map((other) => [one, other] as const));

const prepare = async (arena: Arena, act: (typeof acts)[number], by: Fighter, on: Fighter) => {
  const { deps, roles } = arena;
  const { membershipId } = on;
  const [asked, shownVersion] = [await arena.askedBy(by), await versionOf(arena, on)];
  const input = { membershipId, ...end };
  return (): Promise<Outcome> => {
    if (act === 'deactivate') return deactivateMember(deps, asked, input);
    if (act === 'remove') return removeMember(deps, asked, input);
    return changeRole(deps, asked, { ...input, roleId: roles.member, shownVersion });
  };
};

/** Two admins, the only ones, demote, deactivate or remove each other at once: one has their way, the other is told why not. */
export const raceAdmins = async (arena: Arena, rounds: number): Promise<Tally> => {
  const [ada, grace] = [await arena.addAdmin('Ada'), await arena.addAdmin('Grace')];
  const tally = await play(rounds, async (number) => {
    await arena.reset(ada, grace);
    const [one, other] = pairs[number % pairs.length] ?? ['demote', 'demote'];
    const [first, second] = await together(
      await prepare(arena, one, ada, grace),
      await prepare(arena, other, grace, ada),
    );
    const outcome = `${wordOf(first, one)} + ${wordOf(second, other)}`;
    const losers = [first, second].flatMap((result) => (result.ok ? [] : [result.refusal.kind]));
    if ((await activeAdmins(arena)) < 1) return { outcome, violation: 'no active admin is left' };
    const isTold =
      losers.length === 1 && losers.every((kind) => kind === 'admins_only' || kind === 'no_longer_a_member');
    return { outcome, violation: isTold ? undefined : 'not exactly one of them won and the other was told why' };
  });
  await arena.query(`UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE id = ANY($1)`, [
    [ada.membershipId, grace.membershipId],
  ]);
  return tally;
};

/** One takes a change of role back while another changes it further: one of them wins, and the role is what the winner made it. */
export const raceUndo = async (arena: Arena, rounds: number): Promise<Tally> => {
  const [una, otto, cleo] = [await arena.addAdmin('Una'), await arena.addAdmin('Otto'), await arena.addAdmin('Cleo')];
  const { deps, roles } = arena;
  const { membershipId } = cleo;
  return play(rounds, async () => {
    await arena.reset(una, otto, cleo);
    const shown = { membershipId, ...end, shownVersion: await versionOf(arena, cleo) };
    const changed = await changeRole(deps, await arena.askedBy(una), { ...shown, roleId: roles.member });
    if (!changed.ok || changed.value.outcome !== 'changed') throw new Error(`Not changed: ${JSON.stringify(changed)}`);
    const { auditEventId } = changed.value;
    const [asked, other, shownVersion] = [
      await arena.askedBy(una),
      await arena.askedBy(otto),
      await versionOf(arena, cleo),
    ];
    const [undone, further] = await together(
      () => undo(deps, asked, auditEventId),
      () => changeRole(deps, other, { ...shown, shownVersion, roleId: roles.viewer }),
    );
    const outcome = `${wordOf(undone, 'undone')} + ${wordOf(further, 'changed further')}`;
    const [row] = await arena.query<{ role: string }>('SELECT role_id AS role FROM membership WHERE id = $1', [
      membershipId,
    ]);
    const expected = undone.ok ? roles.admin : roles.viewer;
    const isRight = undone.ok !== further.ok && row?.role === expected;
    return { outcome, violation: isRight ? undefined : 'the role is not what the only winner made it' };
  });
};

/** An admin is deactivated in the middle of an act of theirs: what they sent at the last moment is handed over like all else. */
export const raceDeactivation = async (arena: Arena, rounds: number): Promise<Tally> => {
  const [dora, tom] = [await arena.addAdmin('Dora'), await arena.addAdmin('Tom')];
  const { deps, organizationId, roles, query } = arena;
  return play(rounds, async () => {
    await arena.reset(dora, tom);
    const [id, batchId] = [uuidv7(), uuidv7()];
    await query(
      `INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, inviter_id, issuer_id, expires_at)
       VALUES ($1, $2, $3, $3, $4, $5, $6, $6, usher_now() + interval '1 day')`,
      [id, organizationId, `${id}@example.org`, roles.viewer, batchId, dora.membershipId],
    );
    const [asked, other] = [await arena.askedBy(dora), await arena.askedBy(tom)];
    const [ended, sent] = await together(
      () => deactivateMember(deps, asked, { membershipId: tom.membershipId, ...end }),
      () => reinvite(deps, other, { kind: 'links', links: [{ id, generation: 1 }] }),
    );
    const outcome = `${wordOf(ended, 'deactivated')} + ${wordOf(sent, 'sent')}`;
    const left = await query(`SELECT FROM invitation WHERE status = 'PENDING' AND issuer_id = $1`, [tom.membershipId]);
    if (!ended.ok || left.length > 0) return { outcome, violation: 'somebody deactivated has an invitation out' };
    const isTold = sent.ok || sent.refusal.kind === 'no_longer_a_member';
    return { outcome, violation: isTold ? undefined : 'they were not told why' };
  });
};
