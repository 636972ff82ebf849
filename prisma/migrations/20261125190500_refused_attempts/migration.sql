-- What somebody was refused has no target, so the trail of one person finds it by who tried.
CREATE INDEX audit_event_refused_idx ON audit_event (organization_id, actor_membership_id, at DESC)
  WHERE action = 'attempt.refused';
