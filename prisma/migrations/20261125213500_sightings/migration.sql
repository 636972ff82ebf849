-- The newest request of each kind that came by Slack's way in, whichever process took it.
CREATE TABLE "sighting" (
    "team_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),
    "detail" TEXT,

    CONSTRAINT "sighting_pkey" PRIMARY KEY ("team_id","kind")
);
