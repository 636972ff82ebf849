-- What goes out later: asked for every minute, whatever else waits.
CREATE INDEX invitation_scheduled_idx ON invitation (send_after) WHERE status = 'PENDING' AND expires_at IS NULL;
