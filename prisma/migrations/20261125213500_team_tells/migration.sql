-- AlterTable
ALTER TABLE "team" ADD COLUMN "tells" TEXT[] NOT NULL DEFAULT ARRAY['joins']::TEXT[];

-- What a team's channel hears: nothing but what there is to hear.
ALTER TABLE team ADD CONSTRAINT team_tells_known CHECK (tells <@ ARRAY['joins', 'role_changes', 'leaves']);
