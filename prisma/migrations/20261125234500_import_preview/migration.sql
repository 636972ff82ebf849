-- Nothing has written to these tables before: a preview gets its terms, and its rows a number of their own, since one line may
-- name several people.
ALTER TABLE "import" ADD COLUMN     "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT usher_now(),
ADD COLUMN     "remarks" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "resume_at" TIMESTAMPTZ(3),
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'file',
ADD COLUMN     "stop" JSONB,
ADD COLUMN     "terms" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '';

ALTER TABLE "import_row" DROP CONSTRAINT "import_row_pkey",
ADD COLUMN     "detail" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "number" INTEGER NOT NULL,
ADD CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id", "number");

CREATE INDEX "import_organization_id_created_by_id_state_created_at_idx" ON "import"("organization_id", "created_by_id", "state", "created_at");

CREATE INDEX "import_organization_id_content_hash_idx" ON "import"("organization_id", "content_hash");

CREATE INDEX "import_row_import_id_fate_number_idx" ON "import_row"("import_id", "fate", "number");

CREATE INDEX "import_row_import_id_state_number_idx" ON "import_row"("import_id", "state", "number");

ALTER TABLE "import" ADD CONSTRAINT "import_state" CHECK (state IN ('OPEN', 'SENDING', 'DONE', 'CANCELLED', 'STOPPED', 'DISCARDED'));
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_state" CHECK (state IN ('OPEN', 'INVITED', 'ADDED', 'LEFT'));
