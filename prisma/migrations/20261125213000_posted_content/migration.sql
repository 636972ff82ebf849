-- AlterTable
ALTER TABLE "posted_message" ADD COLUMN "content" JSONB;
