-- Usher's first migration. PostgreSQL 14 or newer.
-- First what the tables lean on, then what Prisma generated from schema.prisma, then what Prisma cannot say.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The one clock. The offset is a setting of the database (ALTER DATABASE ... SET usher.clock_offset = '1 day'), read from the
-- catalog and not by current_setting(), so that moving it holds at once for sessions that are open already.
CREATE FUNCTION usher_clock_offset() RETURNS interval LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT substr(setting, length('usher.clock_offset=') + 1)::interval
    FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) AS setting
    WHERE s.setrole = 0
      AND s.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
      AND setting LIKE 'usher.clock_offset=%'
    LIMIT 1
  ), interval '0')
$$;

CREATE FUNCTION usher_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() + usher_clock_offset() $$;

-- CreateEnum
CREATE TYPE "names_asked_of" AS ENUM ('INVITEE', 'INVITER');

-- CreateEnum
CREATE TYPE "existing_accounts" AS ENUM ('MUST_ACCEPT', 'ADD_AT_ONCE');

-- CreateEnum
CREATE TYPE "guest_policy" AS ENUM ('REFUSE', 'WARN', 'ALLOW');

-- CreateEnum
CREATE TYPE "delivery_policy" AS ENUM ('DM_ELSE_MAIL', 'DM_AND_MAIL', 'MAIL_ONLY');

-- CreateEnum
CREATE TYPE "organization_posts" AS ENUM ('OFF', 'WEEKLY');

-- CreateEnum
CREATE TYPE "roster_readers" AS ENUM ('ADMINS', 'MEMBERS');

-- CreateEnum
CREATE TYPE "membership_status" AS ENUM ('ACTIVE', 'DEACTIVATED', 'REMOVED');

-- CreateEnum
CREATE TYPE "invitation_status" AS ENUM ('PENDING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "delivery_channel" AS ENUM ('DM', 'EMAIL');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('QUEUED', 'SENT', 'FAILED', 'BOUNCED');

-- CreateEnum
CREATE TYPE "identity_proof" AS ENUM ('DM_ACCEPT', 'CONFIRMED', 'CODE', 'FIRST_ADMIN');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('MEMBERSHIP', 'SLACK_USER', 'INVITEE', 'SYSTEM', 'CLI');

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "product_name" TEXT,
    "product_url" TEXT,
    "getting_started_url" TEXT,
    "support_contact" TEXT,
    "invitation_lifetime_hours" INTEGER NOT NULL DEFAULT 24,
    "names_asked_of" "names_asked_of" NOT NULL DEFAULT 'INVITEE',
    "existing_accounts" "existing_accounts" NOT NULL DEFAULT 'MUST_ACCEPT',
    "own_domains" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "guest_policy" "guest_policy" NOT NULL DEFAULT 'REFUSE',
    "delivery_policy" "delivery_policy" NOT NULL DEFAULT 'DM_ELSE_MAIL',
    "admin_channel_id" TEXT,
    "organization_channel_id" TEXT,
    "organization_posts" "organization_posts" NOT NULL DEFAULT 'OFF',
    "reminders_on" BOOLEAN NOT NULL DEFAULT true,
    "quiet_from_hour" INTEGER NOT NULL DEFAULT 20,
    "quiet_until_hour" INTEGER NOT NULL DEFAULT 8,
    "automatic_message_cap" INTEGER NOT NULL DEFAULT 5,
    "reinvite_cap" INTEGER NOT NULL DEFAULT 3,
    "digest_on" BOOLEAN NOT NULL DEFAULT true,
    "digest_hour" INTEGER NOT NULL DEFAULT 9,
    "daily_invitation_cap" INTEGER NOT NULL DEFAULT 200,
    "allowed_domains" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "blocked_domains" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "roster_readers" "roster_readers" NOT NULL DEFAULT 'ADMINS',
    "invite_links_on" BOOLEAN NOT NULL DEFAULT false,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "language" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "team_id" TEXT NOT NULL,
    "enterprise_id" TEXT,
    "name" TEXT NOT NULL,
    "bot_token" TEXT,
    "bot_user_id" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),
    "vouched_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_identity" (
    "id" UUID NOT NULL,
    "team_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "proof" "identity_proof" NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "slack_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_code" (
    "id" UUID NOT NULL,
    "team_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "identity_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "for_whom" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slack_channel_id" TEXT,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_product" (
    "organization_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,

    CONSTRAINT "team_product_pkey" PRIMARY KEY ("team_id","product_id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_default" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "permission" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "sensitive" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "permission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "permission_template" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "permission_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_permission" (
    "organization_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "permission_id" UUID NOT NULL,

    CONSTRAINT "role_permission_pkey" PRIMARY KEY ("role_id","permission_id")
);

-- CreateTable
CREATE TABLE "template_permission" (
    "organization_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "permission_id" UUID NOT NULL,

    CONSTRAINT "template_permission_pkey" PRIMARY KEY ("template_id","permission_id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "status" "membership_status" NOT NULL DEFAULT 'ACTIVE',
    "primary_team_id" UUID,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" UUID,
    "invited_by_id" UUID,
    "search_text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership_team" (
    "organization_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,

    CONSTRAINT "membership_team_pkey" PRIMARY KEY ("membership_id","team_id")
);

-- CreateTable
CREATE TABLE "membership_product" (
    "organization_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,

    CONSTRAINT "membership_product_pkey" PRIMARY KEY ("membership_id","product_id")
);

-- CreateTable
CREATE TABLE "membership_permission" (
    "organization_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "permission_id" UUID NOT NULL,
    "granted_by_id" UUID,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "membership_permission_pkey" PRIMARY KEY ("membership_id","permission_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "slack_team_id" TEXT,
    "slack_user_id" TEXT,
    "role_id" UUID NOT NULL,
    "primary_team_id" UUID,
    "note" TEXT,
    "status" "invitation_status" NOT NULL DEFAULT 'PENDING',
    "status_cause" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),
    "send_after" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "reminders_sent" INTEGER NOT NULL DEFAULT 0,
    "inviter_id" UUID,
    "issuer_id" UUID,
    "batch_id" UUID NOT NULL,
    "membership_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation_team" (
    "organization_id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,

    CONSTRAINT "invitation_team_pkey" PRIMARY KEY ("invitation_id","team_id")
);

-- CreateTable
CREATE TABLE "invitation_product" (
    "organization_id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,

    CONSTRAINT "invitation_product_pkey" PRIMARY KEY ("invitation_id","product_id")
);

-- CreateTable
CREATE TABLE "invitation_permission" (
    "organization_id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "permission_id" UUID NOT NULL,

    CONSTRAINT "invitation_permission_pkey" PRIMARY KEY ("invitation_id","permission_id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "channel" "delivery_channel" NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'QUEUED',
    "cause" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "slack_channel_id" TEXT,
    "slack_ts" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address_preference" (
    "id" UUID NOT NULL,
    "email_key" TEXT NOT NULL,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "address_preference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invite_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "role_id" UUID NOT NULL,
    "team_id" UUID,
    "allowed_domains" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "max_uses" INTEGER NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "invite_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "fate" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "invitation_id" UUID,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "join_request" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by_team_id" TEXT NOT NULL,
    "asked_by_slack_user_id" TEXT NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "join_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posted_message" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "slack_team_id" TEXT NOT NULL,
    "slack_channel_id" TEXT,
    "slack_ts" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "posted_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handled_interaction" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "handled_interaction_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_membership_id" UUID,
    "actor_slack" TEXT,
    "action" TEXT NOT NULL,
    "target_kind" TEXT,
    "target_id" TEXT,
    "changed" JSONB NOT NULL DEFAULT '{}',
    "via" TEXT NOT NULL,
    "request_id" TEXT,
    "refusal_key" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_team_id_key" ON "workspace"("team_id");

-- CreateIndex
CREATE INDEX "workspace_organization_id_idx" ON "workspace"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key_key" ON "account"("email_key");

-- CreateIndex
CREATE INDEX "slack_identity_account_id_idx" ON "slack_identity"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "slack_identity_team_id_slack_user_id_key" ON "slack_identity"("team_id", "slack_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "slack_identity_team_id_account_id_key" ON "slack_identity"("team_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "identity_code_team_id_slack_user_id_key" ON "identity_code"("team_id", "slack_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "role_organization_id_id_key" ON "role"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "role_organization_id_rank_key" ON "role"("organization_id", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "team_organization_id_id_key" ON "team"("organization_id", "id");

-- CreateIndex
CREATE INDEX "team_product_product_id_idx" ON "team_product"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_organization_id_id_key" ON "product"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "product_organization_id_key_key" ON "product"("organization_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "permission_organization_id_id_key" ON "permission"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "permission_organization_id_key_key" ON "permission"("organization_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "permission_template_organization_id_id_key" ON "permission_template"("organization_id", "id");

-- CreateIndex
CREATE INDEX "role_permission_permission_id_idx" ON "role_permission"("permission_id");

-- CreateIndex
CREATE INDEX "template_permission_permission_id_idx" ON "template_permission"("permission_id");

-- CreateIndex
CREATE INDEX "membership_account_id_idx" ON "membership"("account_id");

-- CreateIndex
CREATE INDEX "membership_organization_id_status_joined_at_id_idx" ON "membership"("organization_id", "status", "joined_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "membership_search_text_idx" ON "membership" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "membership_organization_id_id_key" ON "membership"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_organization_id_account_id_key" ON "membership"("organization_id", "account_id");

-- CreateIndex
CREATE INDEX "membership_team_team_id_idx" ON "membership_team"("team_id");

-- CreateIndex
CREATE INDEX "membership_product_product_id_idx" ON "membership_product"("product_id");

-- CreateIndex
CREATE INDEX "membership_permission_permission_id_idx" ON "membership_permission"("permission_id");

-- CreateIndex
CREATE INDEX "invitation_organization_id_email_key_created_at_idx" ON "invitation"("organization_id", "email_key", "created_at");

-- CreateIndex
CREATE INDEX "invitation_organization_id_status_expires_at_idx" ON "invitation"("organization_id", "status", "expires_at");

-- CreateIndex
CREATE INDEX "invitation_organization_id_issued_at_idx" ON "invitation"("organization_id", "issued_at");

-- CreateIndex
CREATE INDEX "invitation_batch_id_idx" ON "invitation"("batch_id");

-- CreateIndex
CREATE INDEX "invitation_issuer_id_idx" ON "invitation"("issuer_id");

-- CreateIndex
CREATE INDEX "invitation_membership_id_idx" ON "invitation"("membership_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_organization_id_id_key" ON "invitation"("organization_id", "id");

-- CreateIndex
CREATE INDEX "invitation_team_team_id_idx" ON "invitation_team"("team_id");

-- CreateIndex
CREATE INDEX "invitation_product_product_id_idx" ON "invitation_product"("product_id");

-- CreateIndex
CREATE INDEX "invitation_permission_permission_id_idx" ON "invitation_permission"("permission_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_invitation_id_generation_channel_key" ON "delivery"("invitation_id", "generation", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "address_preference_email_key_key" ON "address_preference"("email_key");

-- CreateIndex
CREATE UNIQUE INDEX "invite_link_token_hash_key" ON "invite_link"("token_hash");

-- CreateIndex
CREATE INDEX "invite_link_organization_id_created_at_idx" ON "invite_link"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "import_organization_id_created_at_idx" ON "import"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "join_request_organization_id_created_at_idx" ON "join_request"("organization_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "posted_message_organization_id_kind_subject_key" ON "posted_message"("organization_id", "kind", "subject");

-- CreateIndex
CREATE INDEX "handled_interaction_at_idx" ON "handled_interaction"("at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_refusal_key_key" ON "audit_event"("refusal_key");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_at_idx" ON "audit_event"("organization_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_target_id_at_idx" ON "audit_event"("organization_id", "target_id", "at");

-- AddForeignKey
ALTER TABLE "workspace" ADD CONSTRAINT "workspace_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_identity" ADD CONSTRAINT "slack_identity_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_product" ADD CONSTRAINT "team_product_organization_id_team_id_fkey" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_product" ADD CONSTRAINT "team_product_organization_id_product_id_fkey" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permission" ADD CONSTRAINT "permission_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permission_template" ADD CONSTRAINT "permission_template_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_permission" ADD CONSTRAINT "role_permission_organization_id_role_id_fkey" FOREIGN KEY ("organization_id", "role_id") REFERENCES "role"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_permission" ADD CONSTRAINT "role_permission_organization_id_permission_id_fkey" FOREIGN KEY ("organization_id", "permission_id") REFERENCES "permission"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_permission" ADD CONSTRAINT "template_permission_organization_id_template_id_fkey" FOREIGN KEY ("organization_id", "template_id") REFERENCES "permission_template"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_permission" ADD CONSTRAINT "template_permission_organization_id_permission_id_fkey" FOREIGN KEY ("organization_id", "permission_id") REFERENCES "permission"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_role_id_fkey" FOREIGN KEY ("organization_id", "role_id") REFERENCES "role"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_primary_team_id_fkey" FOREIGN KEY ("organization_id", "primary_team_id") REFERENCES "team"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_team" ADD CONSTRAINT "membership_team_organization_id_membership_id_fkey" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "membership"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_team" ADD CONSTRAINT "membership_team_organization_id_team_id_fkey" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_product" ADD CONSTRAINT "membership_product_organization_id_membership_id_fkey" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "membership"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_product" ADD CONSTRAINT "membership_product_organization_id_product_id_fkey" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_permission" ADD CONSTRAINT "membership_permission_organization_id_membership_id_fkey" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "membership"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_permission" ADD CONSTRAINT "membership_permission_organization_id_permission_id_fkey" FOREIGN KEY ("organization_id", "permission_id") REFERENCES "permission"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_role_id_fkey" FOREIGN KEY ("organization_id", "role_id") REFERENCES "role"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_primary_team_id_fkey" FOREIGN KEY ("organization_id", "primary_team_id") REFERENCES "team"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_inviter_id_fkey" FOREIGN KEY ("organization_id", "inviter_id") REFERENCES "membership"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_issuer_id_fkey" FOREIGN KEY ("organization_id", "issuer_id") REFERENCES "membership"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_membership_id_fkey" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "membership"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_team" ADD CONSTRAINT "invitation_team_organization_id_invitation_id_fkey" FOREIGN KEY ("organization_id", "invitation_id") REFERENCES "invitation"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_team" ADD CONSTRAINT "invitation_team_organization_id_team_id_fkey" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_product" ADD CONSTRAINT "invitation_product_organization_id_invitation_id_fkey" FOREIGN KEY ("organization_id", "invitation_id") REFERENCES "invitation"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_product" ADD CONSTRAINT "invitation_product_organization_id_product_id_fkey" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_permission" ADD CONSTRAINT "invitation_permission_organization_id_invitation_id_fkey" FOREIGN KEY ("organization_id", "invitation_id") REFERENCES "invitation"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_permission" ADD CONSTRAINT "invitation_permission_organization_id_permission_id_fkey" FOREIGN KEY ("organization_id", "permission_id") REFERENCES "permission"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite_link" ADD CONSTRAINT "invite_link_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite_link" ADD CONSTRAINT "invite_link_organization_id_role_id_fkey" FOREIGN KEY ("organization_id", "role_id") REFERENCES "role"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite_link" ADD CONSTRAINT "invite_link_organization_id_team_id_fkey" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_request" ADD CONSTRAINT "join_request_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posted_message" ADD CONSTRAINT "posted_message_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say --------------------------------------------------------------------------------------------

-- Organization: settings stay within what Usher can keep.
ALTER TABLE organization
  ADD CONSTRAINT organization_name_present CHECK (char_length(btrim(name)) BETWEEN 1 AND 120),
  ADD CONSTRAINT organization_lifetime CHECK (invitation_lifetime_hours BETWEEN 1 AND 720),
  ADD CONSTRAINT organization_hours CHECK (
    quiet_from_hour BETWEEN 0 AND 23 AND quiet_until_hour BETWEEN 0 AND 23 AND digest_hour BETWEEN 0 AND 23),
  ADD CONSTRAINT organization_caps CHECK (
    automatic_message_cap >= 0 AND reinvite_cap >= 1 AND daily_invitation_cap >= 1);

-- Account: one person, by key.
ALTER TABLE account
  ADD CONSTRAINT account_key_folded CHECK (email_key = lower(btrim(email_key)) AND email_key <> ''),
  ADD CONSTRAINT account_names CHECK (
    (first_name IS NULL OR char_length(btrim(first_name)) BETWEEN 1 AND 80)
    AND (last_name IS NULL OR char_length(btrim(last_name)) BETWEEN 1 AND 80));

-- Role: texts fit Slack's radio buttons; one default; admin roles above all others.
ALTER TABLE role
  ADD CONSTRAINT role_name_length CHECK (char_length(btrim(name)) BETWEEN 1 AND 60),
  ADD CONSTRAINT role_description_length CHECK (char_length(description) <= 75),
  ADD CONSTRAINT role_for_whom_length CHECK (char_length(for_whom) <= 200),
  ADD CONSTRAINT role_default_is_plain CHECK (NOT (is_default AND (is_admin OR retired_at IS NOT NULL)));
CREATE UNIQUE INDEX role_name_key ON role (organization_id, lower(name));
CREATE UNIQUE INDEX role_one_default_key ON role (organization_id) WHERE is_default;

CREATE FUNCTION role_ranks_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM role admin JOIN role plain ON plain.organization_id = admin.organization_id
    WHERE admin.organization_id = NEW.organization_id AND admin.is_admin AND NOT plain.is_admin AND plain.rank >= admin.rank
  ) THEN
    RAISE EXCEPTION 'an admin role ranks above every other role' USING ERRCODE = 'check_violation', CONSTRAINT = 'role_ranks_in_order';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER role_ranks_in_order AFTER INSERT OR UPDATE ON role
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION role_ranks_in_order();

-- Names that people tell apart by reading.
ALTER TABLE team ADD CONSTRAINT team_name_length CHECK (char_length(btrim(name)) BETWEEN 1 AND 60);
ALTER TABLE product ADD CONSTRAINT product_name_length CHECK (char_length(btrim(name)) BETWEEN 1 AND 60);
CREATE UNIQUE INDEX team_name_key ON team (organization_id, lower(name));
CREATE UNIQUE INDEX product_name_key ON product (organization_id, lower(name));
CREATE UNIQUE INDEX permission_template_name_key ON permission_template (organization_id, lower(name));

-- Sensitive permissions are granted one by one, by an admin, to an active member: never by role, template or invitation.
CREATE FUNCTION refuse_sensitive_permission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- FOR SHARE: the permission cannot become sensitive while this grant is being written.
  IF (SELECT sensitive FROM permission WHERE id = NEW.permission_id FOR SHARE) THEN
    RAISE EXCEPTION 'a sensitive permission cannot be held by %', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refuse_sensitive_permission';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER role_permission_not_sensitive BEFORE INSERT OR UPDATE ON role_permission
  FOR EACH ROW EXECUTE FUNCTION refuse_sensitive_permission();
CREATE TRIGGER template_permission_not_sensitive BEFORE INSERT OR UPDATE ON template_permission
  FOR EACH ROW EXECUTE FUNCTION refuse_sensitive_permission();
CREATE TRIGGER invitation_permission_not_sensitive BEFORE INSERT OR UPDATE ON invitation_permission
  FOR EACH ROW EXECUTE FUNCTION refuse_sensitive_permission();

CREATE FUNCTION refuse_sensitive_while_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM role_permission WHERE permission_id = NEW.id)
    OR EXISTS (SELECT FROM template_permission WHERE permission_id = NEW.id)
    OR EXISTS (SELECT FROM invitation_permission WHERE permission_id = NEW.id) THEN
    RAISE EXCEPTION 'a permission held by a role, template or invitation cannot become sensitive'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refuse_sensitive_while_held';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER permission_sensitive_not_held BEFORE UPDATE OF sensitive ON permission
  FOR EACH ROW WHEN (NEW.sensitive AND NOT OLD.sensitive) EXECUTE FUNCTION refuse_sensitive_while_held();

-- Membership
ALTER TABLE membership
  ADD CONSTRAINT membership_version_positive CHECK (version >= 1),
  ADD CONSTRAINT membership_end_dated CHECK ((status = 'ACTIVE') = (ended_at IS NULL));

-- Invitation: one that is live for an address, and a status that agrees with what was decided.
ALTER TABLE invitation
  ADD CONSTRAINT invitation_generation_positive CHECK (generation >= 1),
  ADD CONSTRAINT invitation_note_length CHECK (note IS NULL OR char_length(note) <= 300),
  ADD CONSTRAINT invitation_key_folded CHECK (email_key = lower(btrim(email_key)) AND email_key <> ''),
  ADD CONSTRAINT invitation_decided CHECK ((status = 'PENDING') = (decided_at IS NULL)),
  ADD CONSTRAINT invitation_accepted_membership CHECK ((status = 'ACCEPTED') = (membership_id IS NOT NULL)),
  ADD CONSTRAINT invitation_slack_user_whole CHECK ((slack_team_id IS NULL) = (slack_user_id IS NULL));
CREATE UNIQUE INDEX invitation_one_pending_key ON invitation (organization_id, email_key) WHERE status = 'PENDING';
-- The pending screens: newest link first, within one organization.
CREATE INDEX invitation_pending_idx ON invitation (organization_id, issued_at DESC, id DESC) WHERE status = 'PENDING';
-- "Who is this Slack user?" asks for what waits for them.
CREATE INDEX invitation_pending_slack_idx ON invitation (slack_team_id, slack_user_id) WHERE status = 'PENDING';

ALTER TABLE invite_link
  ADD CONSTRAINT invite_link_uses CHECK (uses BETWEEN 0 AND max_uses);

-- The audit trail only grows.
CREATE FUNCTION audit_event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'audit_event_append_only';
END $$;
CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_append_only();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_event_append_only();

-- The contract with the product that people are members of: who has access now, and a NOTIFY on each change.
-- Every act that changes teams, products or permissions raises membership.version in the same transaction.
CREATE VIEW active_access (organization, email, role, products, permissions, version) AS
  SELECT m.organization_id, a.email, r.name,
    ARRAY(SELECT p.key FROM membership_product mp JOIN product p ON p.id = mp.product_id
          WHERE mp.membership_id = m.id AND p.enabled ORDER BY p.key),
    ARRAY(SELECT p.key FROM permission p
          WHERE p.id IN (SELECT rp.permission_id FROM role_permission rp WHERE rp.role_id = m.role_id
                         UNION SELECT mp.permission_id FROM membership_permission mp WHERE mp.membership_id = m.id)
          ORDER BY p.key),
    m.version
  FROM membership m JOIN account a ON a.id = m.account_id JOIN role r ON r.id = m.role_id
  WHERE m.status = 'ACTIVE';

CREATE FUNCTION announce_active_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('active_access', json_build_object(
    'organization', NEW.organization_id, 'membership', NEW.id, 'version', NEW.version)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER membership_announces_access AFTER INSERT OR UPDATE ON membership
  FOR EACH ROW EXECUTE FUNCTION announce_active_access();
