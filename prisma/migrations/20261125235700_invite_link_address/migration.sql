-- The address of an invite link is signed, as that of an invitation is: nothing of it is stored. Nothing has written to this
-- table before.
DROP INDEX "invite_link_token_hash_key";

ALTER TABLE "invite_link" DROP COLUMN "token_hash";

-- Nothing has read the switch before; there are more than two answers to it.
CREATE TYPE "invite_link_policy" AS ENUM ('OFF', 'LEAST_ROLE', 'ANY_ROLE');

ALTER TABLE "organization" DROP COLUMN "invite_links_on",
ADD COLUMN     "invite_links" "invite_link_policy" NOT NULL DEFAULT 'OFF';
