-- AlterTable
ALTER TABLE "join_request" ADD COLUMN "decision_note" TEXT;

-- One open request for an address; and what is decided is decided by somebody, at some time.
CREATE UNIQUE INDEX join_request_one_open_key ON join_request (organization_id, email_key) WHERE decision IS NULL;
ALTER TABLE join_request
  ADD CONSTRAINT join_request_decided CHECK (
    (decision IS NULL AND decided_at IS NULL AND decided_by_id IS NULL AND decision_note IS NULL)
    OR (decision IN ('APPROVED', 'DECLINED') AND decided_at IS NOT NULL AND decided_by_id IS NOT NULL)),
  ADD CONSTRAINT join_request_reason_length CHECK (
    char_length(reason) BETWEEN 1 AND 300 AND char_length(coalesce(decision_note, '')) <= 300);
