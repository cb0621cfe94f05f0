-- Whom a test alert was to reach: the chats of each rung, as JSON.
ALTER TABLE canaries ADD COLUMN rungs TEXT NOT NULL DEFAULT '{}';
