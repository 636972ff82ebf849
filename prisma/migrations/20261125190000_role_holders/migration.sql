-- Who holds a role: counted on the screen of the roles, and found when a role's permissions change.
CREATE INDEX "membership_organization_id_role_id_status_idx" ON "membership"("organization_id", "role_id", "status");
