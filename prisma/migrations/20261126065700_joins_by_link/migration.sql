-- Who came by an invite link: told by name in one message of whoever made it.
CREATE INDEX audit_event_link_idx ON audit_event (organization_id, (changed ->> 'inviteLinkId'), at)
  WHERE action = 'membership.join' AND (changed ->> 'inviteLinkId') IS NOT NULL;
