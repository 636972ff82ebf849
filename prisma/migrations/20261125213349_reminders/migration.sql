CREATE TYPE "reminder_state" AS ENUM ('QUEUED', 'SENT', 'FAILED', 'DROPPED');


ALTER TABLE "invitation" ADD COLUMN     "reader_zone" TEXT,
ADD COLUMN     "remind_at" TIMESTAMPTZ(3);


CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "channel" "delivery_channel" NOT NULL,
    "state" "reminder_state" NOT NULL DEFAULT 'QUEUED',
    "cause" TEXT,
    "slack_channel_id" TEXT,
    "slack_ts" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);


CREATE UNIQUE INDEX "reminder_invitation_id_generation_ordinal_key" ON "reminder"("invitation_id", "generation", "ordinal");


ALTER TABLE "reminder" ADD CONSTRAINT "reminder_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE reminder ADD CONSTRAINT reminder_ordinal CHECK (ordinal BETWEEN 1 AND 2);

-- What may have to be reminded of: asked for every minute, however many wait.
CREATE INDEX invitation_remind_idx ON invitation (remind_at) WHERE status = 'PENDING' AND remind_at IS NOT NULL;

-- Links that are on their way already are reminded of too.
UPDATE invitation SET remind_at = usher_now() WHERE status = 'PENDING' AND sent_at IS NOT NULL AND expires_at > usher_now();
