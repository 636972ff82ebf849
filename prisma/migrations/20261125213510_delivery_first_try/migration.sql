-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "first_tried_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now();
