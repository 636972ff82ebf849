import { createIdentityCodes } from '../../src/link-signer.ts';
import type { Usher } from './usher.ts';

/**
 * So many people, each of whom has typed an address at the newest invite link and got a code, send it at the same moment, each from
 * a network address of their own (TRUST_PROXY=1). How often which status was answered.
 */
export const takeAtOnce = async (
  { query, env }: Pick<Usher, 'query' | 'env'>,
  url: string,
  people: number,
): Promise<Record<number, number>> => {
  const asked = await query<{ id: string }>(
    `INSERT INTO join_code (id, invite_link_id, email, email_key, expires_at)
     SELECT gen_random_uuid(), l.id, 'crowd' || n || '@example.org', 'crowd' || n || '@example.org', usher_now() + interval '15 minutes'
     FROM (SELECT id FROM invite_link ORDER BY created_at DESC LIMIT 1) l, generate_series(1, $1::int) n RETURNING id`,
    [people],
  );
  const codes = createIdentityCodes({ current: env['APP_SECRET'] ?? '', previous: null });
  const answers = await Promise.all(
    asked.map(({ id }, n) =>
      fetch(`${url}/${id}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'x-forwarded-for': `203.0.113.${n % 250}` },
        body: new URLSearchParams({ code: codes.codeFor(id), firstName: 'Grace', lastName: 'Hopper' }),
      }),
    ),
  );
  const seen: Record<number, number> = {};
  for (const { status } of answers) seen[status] = (seen[status] ?? 0) + 1;
  return seen;
};
