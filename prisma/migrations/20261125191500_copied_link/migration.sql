-- AlterEnum
ALTER TYPE "delivery_channel" ADD VALUE 'COPY';
