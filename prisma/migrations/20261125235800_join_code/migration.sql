CREATE TABLE "join_code" (
    "id" UUID NOT NULL,
    "invite_link_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "membership_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "join_code_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "join_code_invite_link_id_created_at_idx" ON "join_code"("invite_link_id", "created_at");

CREATE INDEX "join_code_email_key_created_at_idx" ON "join_code"("email_key", "created_at");

CREATE INDEX "join_code_created_at_idx" ON "join_code"("created_at");

ALTER TABLE "join_code" ADD CONSTRAINT "join_code_invite_link_id_fkey" FOREIGN KEY ("invite_link_id") REFERENCES "invite_link"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
