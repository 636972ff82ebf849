DROP INDEX "invitation_organization_id_email_key_created_at_idx";


CREATE INDEX "invitation_email_key_organization_id_created_at_idx" ON "invitation"("email_key", "organization_id", "created_at");
