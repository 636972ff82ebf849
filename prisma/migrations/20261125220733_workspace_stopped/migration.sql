-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "slack_stop_cause" TEXT,
ADD COLUMN     "slack_stop_needed" TEXT,
ADD COLUMN     "slack_stopped_at" TIMESTAMPTZ(3),
ADD COLUMN     "slack_tried_at" TIMESTAMPTZ(3);
