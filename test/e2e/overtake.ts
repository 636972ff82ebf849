import type { ExampleOrg } from './example-org.ts';

/**
 * Everything that a screen may show, changed under it by somebody else: invitations withdrawn, people removed, teams archived,
 * products off, roles and permissions renamed, settings others, requests and pauses decided, failed jobs done again, the time to undo over.
 */
export const overtake = async ({ query, advance, ada }: ExampleOrg): Promise<void> => {
  await advance('11 minutes');
  await query(
    `UPDATE invitation SET status = 'WITHDRAWN', status_cause = 'by_admin', decided_at = usher_now() WHERE status = 'PENDING'`,
  );
  await query(
    `UPDATE membership SET status = 'REMOVED', ended_at = usher_now(), version = version + 1
     WHERE status <> 'REMOVED' AND account_id <> (SELECT id FROM account WHERE email = $1)`,
    [ada.email],
  );
  await query('DELETE FROM graphile_worker._private_jobs WHERE attempts >= max_attempts');
  await query('UPDATE team SET archived_at = usher_now()');
  await query('UPDATE invite_link SET revoked_at = usher_now()');
  await query('UPDATE product SET enabled = false');
  await query(`UPDATE role SET name = name || ' (now)', description = 'Something else.'`);
  await query(`UPDATE permission SET name = name || ' (now)'`);
  await query(`UPDATE organization SET product_name = 'Another', invitation_lifetime_hours = 48`);
  await query(
    `UPDATE join_request SET decision = 'DECLINED', decided_at = usher_now(), decided_by_id = (SELECT m.id FROM membership m
     JOIN account a ON a.id = m.account_id WHERE a.email = $1)`,
    [ada.email],
  );
  await query(
    `UPDATE happening SET over_at = usher_now(), dismissed_at = usher_now(), dismissed_by_id = (SELECT m.id FROM membership m
     JOIN account a ON a.id = m.account_id WHERE a.email = $1) WHERE kind = 'joined'`,
    [ada.email],
  );
};
