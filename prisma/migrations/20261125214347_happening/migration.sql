ALTER TABLE "organization" ADD COLUMN     "ask_about_joiners" BOOLEAN NOT NULL DEFAULT false;


ALTER TABLE "slack_identity" ADD COLUMN     "guest_since" TIMESTAMPTZ(3);


CREATE TABLE "happening" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "slack_team_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "membership_id" UUID,
    "email" TEXT,
    "dismissed_by_id" UUID,
    "dismissed_at" TIMESTAMPTZ(3),
    "over_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "happening_pkey" PRIMARY KEY ("id")
);


CREATE INDEX "happening_organization_id_created_at_idx" ON "happening"("organization_id", "created_at");


CREATE INDEX "happening_membership_id_idx" ON "happening"("membership_id");


ALTER TABLE "happening" ADD CONSTRAINT "happening_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


ALTER TABLE "happening" ADD CONSTRAINT "happening_organization_id_membership_id_fkey" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "membership"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The admins are asked once, whichever process saw it first; and what is put aside is put aside by somebody, at some time.
CREATE UNIQUE INDEX happening_one_open_key ON happening (organization_id, slack_team_id, slack_user_id, kind) WHERE over_at IS NULL;
ALTER TABLE happening
  ADD CONSTRAINT happening_kind CHECK (kind IN ('left', 'guest', 'address', 'joined')),
  ADD CONSTRAINT happening_dismissed CHECK ((dismissed_at IS NULL) = (dismissed_by_id IS NULL)),
  ADD CONSTRAINT happening_member CHECK ((kind = 'joined') OR membership_id IS NOT NULL);
