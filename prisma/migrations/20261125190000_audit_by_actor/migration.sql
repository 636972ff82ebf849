-- Rule 11 counts what one actor did in the last ten minutes, inside the transaction that would write the next act.
-- CreateIndex
CREATE INDEX "audit_event_organization_id_actor_membership_id_at_idx" ON "audit_event"("organization_id", "actor_membership_id", "at");
