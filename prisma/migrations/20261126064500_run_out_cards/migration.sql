-- A card whose link ends is looked at once more, to take its buttons away; so are those whose link has ended already.
UPDATE invitation i SET remind_at = i.expires_at
WHERE i.status = 'PENDING' AND i.remind_at IS NULL AND i.sent_at IS NOT NULL
  AND (EXISTS (SELECT FROM delivery d WHERE d.invitation_id = i.id AND d.generation = i.generation AND d.slack_ts IS NOT NULL)
    OR EXISTS (SELECT FROM reminder r WHERE r.invitation_id = i.id AND r.generation = i.generation AND r.slack_ts IS NOT NULL));
