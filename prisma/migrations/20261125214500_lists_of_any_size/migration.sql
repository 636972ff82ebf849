-- What stays as quick with a million people and years of unanswered invitations.

-- An address as the eye reads it: letters that look alike are one, and what separates words is left out. `domain/nearest-address.ts`
-- does the same; accents are left to it.
CREATE FUNCTION usher_look_alike(email_key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT translate(replace(replace(email_key, 'rn', 'm'), 'vv', 'w'), '1|i05._-', 'lllos')
$$;

-- In this order the addresses that may have been meant stand beside the one that was typed.
CREATE INDEX account_look_alike_idx ON account (usher_look_alike(email_key) COLLATE "C");
CREATE INDEX invitation_look_alike_idx ON invitation (organization_id, usher_look_alike(email_key) COLLATE "C") WHERE status = 'PENDING';

-- People who wait, by a piece of their name or address: those who were ever invited are many more.
CREATE INDEX invitation_pending_search_idx ON invitation
  USING GIN (lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email_key) gin_trgm_ops) WHERE status = 'PENDING';

-- Who asks for a new link is looked for each time that an admin opens the desk.
CREATE INDEX invitation_asked_idx ON invitation (organization_id, asked_at DESC) WHERE status = 'PENDING' AND asked_at IS NOT NULL;

-- A line of the teams screen counts who waits for that team.
CREATE INDEX invitation_pending_team_idx ON invitation (organization_id, primary_team_id) WHERE status = 'PENDING';

-- Who was invited and who joined, week by week: of a trail that holds everything else too.
CREATE INDEX audit_event_growth_idx ON audit_event (organization_id, action, at)
  WHERE action IN ('invitation.create', 'invitation.renew', 'membership.join', 'membership.revive', 'membership.add');
