-- What an issuer of many still has out: on their card, and when they leave.
CREATE INDEX invitation_pending_issuer_idx ON invitation (organization_id, issuer_id, id) WHERE status = 'PENDING';
