-- Who is in a team, and who in none: counted on the teams screen, and moved as a whole.
CREATE INDEX "membership_organization_id_primary_team_id_status_idx" ON "membership"("organization_id", "primary_team_id", "status");
