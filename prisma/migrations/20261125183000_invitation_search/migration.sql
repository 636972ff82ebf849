-- People who were invited and never joined are found by a piece of their name or address too.
CREATE INDEX "invitation_email_key_first_name_last_name_idx" ON "invitation"
  USING GIN ("email_key" gin_trgm_ops, "first_name" gin_trgm_ops, "last_name" gin_trgm_ops);
